"""A worker of Errand: the sums of a client's records by day and currency."""
import collections
import csv
import decimal
import http.client
import io
import json
import os
import urllib.error
import urllib.parse
import urllib.request

import botocore.exceptions

from task import Task, end


def pages(query):
    """The pages of the records API, api/records.yaml."""
    headers = {"Authorization": "Bearer " + os.environ["RECORDS_API_TOKEN"]}
    cursor = {}
    while cursor is not None:
        url = f"{os.environ['RECORDS_API_URL']}/v1/records?{urllib.parse.urlencode({**query, **cursor})}"
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=60) as answer:
            page = json.load(answer)
        yield page["records"]
        cursor = {"cursor": page["next_cursor"]} if page["next_cursor"] else None


def write(task, query):
    sums = collections.defaultdict(decimal.Decimal)
    for records in pages(query):
        for record in records:
            sums[record["booked_at"][:10], record["currency"]] += decimal.Decimal(record["amount"])
        task.records += len(records)
        task.progress("reading")
    rows = io.StringIO(newline="")
    csv.writer(rows).writerows([("day", "currency", "sum"), *((*key, sums[key]) for key in sorted(sums))])
    task.put("totals.csv", "text/csv; charset=utf-8", rows.getvalue().encode())
    task.complete(len(sums))


task = Task()
try:
    given = json.loads(os.environ["REPORT_REQUEST"])["filter"]
    query = {name: given[name] for name in ("client_id", "start_date", "end_date")}
except (ValueError, KeyError, TypeError):
    end(65, "REPORT_REQUEST is not a valid report request.")
try:
    write(task, query)
except (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError) as error:
    end(74, f"The report cannot be stored: {type(error).__name__}.")
except urllib.error.HTTPError as answer:
    end(69 if answer.code == 429 or answer.code >= 500 else 77, f"The records API answered {answer.code}.")
except (OSError, http.client.HTTPException):
    end(69, "The records API does not answer.")
except (ValueError, KeyError):
    end(76, "The records API gave a page that is not valid.")
