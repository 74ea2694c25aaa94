"""The same report with DuckDB: requests fetches the pages into files, SQL makes the CSV and the totals.

WORKBOOK=1 also writes report.xlsx with XlsxWriter, which takes the rows from DuckDB.
"""

import json
import os
import sys

import duckdb
from plain_worker import COLUMNS, Workbook, pages

FIELDS = ", ".join(f"{column} VARCHAR" for column in COLUMNS)


def fetch(base_url, folder):
    """Writes each page into a file; the number of records as the API states it."""
    total = 0
    for number, (body, page) in enumerate(pages(base_url)):
        with open(os.path.join(folder, f"page-{number:06}.json"), "wb") as file:
            file.write(body)
        total = page["total"]
    return total


def main(base_url, folder):
    total = fetch(base_url, folder)
    database = duckdb.connect()
    files = os.path.join(folder, "page-*.json")
    database.execute(
        f"CREATE TABLE records AS SELECT unnest(records, recursive := true) FROM read_json('{files}', "
        f"columns = {{records: 'STRUCT({FIELDS})[]'}}, maximum_object_size = 67108864)")
    columns = ", ".join(COLUMNS)
    csv = os.path.join(folder, "report.csv")
    database.execute(f"COPY (SELECT {columns} FROM records) TO '{csv}' (HEADER)")
    totals = database.execute(
        "SELECT currency, status, month, count(*), sum(amount), min(amount), max(amount) FROM "
        "(SELECT currency, status, booked_at[:7] AS month, amount::DECIMAL(38, 3) AS amount FROM records) "
        "GROUP BY GROUPING SETS ((currency), (currency, status), (currency, month))").fetchall()
    if database.execute("SELECT count(*) FROM records").fetchone()[0] != total:
        sys.exit("total and rows differ")
    if "WORKBOOK" in os.environ:
        workbook = Workbook(os.path.join(folder, "report.xlsx"))
        rows = database.execute(f"SELECT {columns} FROM records")
        while batch := rows.fetchmany(10_000):
            for row in batch:
                workbook.add(dict(zip(COLUMNS, row)))
        workbook.book.close()
    with open(os.path.join(folder, "summary.json"), "w") as file:
        json.dump({"row_count": total, "totals": [[str(value) for value in group] for group in totals]}, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
