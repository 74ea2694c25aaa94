"""A worker as a team would write it: requests, json, csv, Decimal.

WORKBOOK=1 also writes report.xlsx with XlsxWriter. PARSER=orjson parses the pages with orjson.
"""

import csv
import json
import os
import sys
from datetime import datetime
from decimal import Decimal

import requests

COLUMNS = ["id", "client_id", "booked_at", "amount", "currency", "status", "counterparty", "description"]


class Totals:
    def __init__(self):
        self.count = 0
        self.sum = Decimal(0)
        self.min = None
        self.max = None

    def add(self, amount):
        self.count += 1
        self.sum += amount
        self.min = amount if self.min is None or amount < self.min else self.min
        self.max = amount if self.max is None or amount > self.max else self.max

    def json(self):
        return {"count": self.count, "sum": str(self.sum), "min": str(self.min), "max": str(self.max)}


class Workbook:
    """report.xlsx, with times and amounts as numbers, in constant memory."""

    def __init__(self, path):
        import xlsxwriter

        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd hh:mm:ss", "strings_to_formulas": False}
        self.book = xlsxwriter.Workbook(path, options)
        self.amounts = {places: self.book.add_format({"num_format": "0." + "0" * places if places else "0"})
                        for places in range(4)}
        self.sheet = self.book.add_worksheet("Records")
        self.sheet.write_row(0, 0, COLUMNS)
        self.row = 0

    def add(self, record):
        self.row += 1
        for at, column in enumerate(COLUMNS):
            value = record[column]
            if column == "booked_at":
                self.sheet.write_datetime(self.row, at, datetime.fromisoformat(value[:19]))
            elif column == "amount":
                places = len(value.partition(".")[2])
                self.sheet.write_number(self.row, at, float(value), self.amounts[places])
            elif value:
                self.sheet.write_string(self.row, at, value)


def parser():
    if os.environ.get("PARSER") == "orjson":
        import orjson

        return orjson.loads
    return json.loads


def pages(base_url):
    """The bodies of all pages, in order."""
    session = requests.Session()
    session.headers["Authorization"] = "Bearer token"
    session.trust_env = False
    session.verify = os.environ.get("CA_FILE", True)
    parameters = {
        "client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
        "start_date": "2021-01-01",
        "end_date": "2021-12-31",
        "page_size": 5000,
    }
    loads = parser()
    while True:
        response = session.get(base_url + "/v1/records", params=parameters, timeout=60)
        response.raise_for_status()
        page = loads(response.content)
        yield response.content, page
        if page["next_cursor"] is None:
            break
        parameters["cursor"] = page["next_cursor"]


def main(base_url, folder):
    totals = {}
    rows = 0
    workbook = Workbook(os.path.join(folder, "report.xlsx")) if "WORKBOOK" in os.environ else None
    with open(os.path.join(folder, "report.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for _, page in pages(base_url):
            for record in page["records"]:
                amount = Decimal(record["amount"])
                currency = record["currency"]
                for key in (
                    ("all", currency),
                    ("status", currency, record["status"]),
                    ("month", currency, record["booked_at"][:7]),
                ):
                    if key not in totals:
                        totals[key] = Totals()
                    totals[key].add(amount)
                writer.writerow([record[column] for column in COLUMNS])
                if workbook:
                    workbook.add(record)
            rows += len(page["records"])
    if workbook:
        workbook.book.close()
    if rows != page["total"]:
        sys.exit("total and rows differ")
    with open(os.path.join(folder, "summary.json"), "w") as file:
        json.dump({"row_count": rows, "totals": {" ".join(k): t.json() for k, t in totals.items()}}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
