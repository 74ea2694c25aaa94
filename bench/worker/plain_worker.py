"""The worker that a team would write by hand: requests, json, csv, Decimal."""

import csv
import json
import os
import sys
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


def main(base_url, folder):
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
    totals = {}
    rows = 0
    with open(os.path.join(folder, "report.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        while True:
            response = session.get(base_url + "/v1/records", params=parameters, timeout=60)
            response.raise_for_status()
            page = json.loads(response.content)
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
            rows += len(page["records"])
            if page["next_cursor"] is None:
                break
            parameters["cursor"] = page["next_cursor"]
    if rows != page["total"]:
        sys.exit("total and rows differ")
    with open(os.path.join(folder, "summary.json"), "w") as file:
        json.dump({"row_count": rows, "totals": {" ".join(k): t.json() for k, t in totals.items()}}, file)


main(sys.argv[1], sys.argv[2])
