#!/usr/bin/env python3
"""Prints the slowest test classes of the last build, and those that print most. See README.md."""
import argparse
import glob
import os
import xml.etree.ElementTree as xml

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def suites():
    for report in glob.glob(os.path.join(ROOT, "**", "target", "*-reports", "TEST-*.xml"), recursive=True):
        suite = xml.parse(report).getroot()
        lines = sum((output.text or "").count("\n")
                    for kind in ("system-out", "system-err") for output in suite.iter(kind))
        yield {
            "module": os.path.relpath(report, ROOT).split(os.sep + "target")[0],
            "class": suite.get("name").rsplit(".", 1)[-1],
            "seconds": float(suite.get("time").replace(",", "")),
            "tests": int(suite.get("tests")),
            "lines": lines,
        }


def table(rows):
    print("| module | class | tests | seconds | lines printed |\n| --- | --- | --- | --- | --- |")
    for row in rows:
        print("| {module} | {class} | {tests} | {seconds:.1f} | {lines} |".format(**row))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=20)
    most = parser.parse_args().most
    rows = list(suites())
    if not rows:
        raise SystemExit("no reports below target/; run mvn verify first")
    table(sorted(rows, key=lambda row: -row["seconds"])[:most])
    print("\n%d classes, %d tests, %.0f s in tests, %d lines printed\n"
          % (len(rows), sum(row["tests"] for row in rows), sum(row["seconds"] for row in rows),
             sum(row["lines"] for row in rows)))
    table(sorted(rows, key=lambda row: -row["lines"])[:5])


if __name__ == "__main__":
    main()
