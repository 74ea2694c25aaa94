#!/usr/bin/env python3
"""Runs dynalite's tests against the table store. See README.md."""
import argparse
import collections
import glob
import json
import os
import shutil
import socket
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
KNOWN = os.path.join(HERE, "known-differences.txt")
NO_STORE_TESTS = {"bench.js", "helpers.js"}


def class_path():
    target = os.path.join(ROOT, "dynamodb", "target")
    jars = glob.glob(os.path.join(target, "dependency", "*.jar"))
    if not os.path.isdir(os.path.join(target, "classes")) or not jars:
        sys.exit("build it first: mvn -q -pl dynamodb -DskipTests package "
                 "dependency:copy-dependencies -DincludeScope=runtime")
    return os.pathsep.join([os.path.join(target, "classes")] + jars)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def run_file(checkout, jars, name):
    port = free_port()
    server = subprocess.Popen(
        ["java", "-XX:+UseSerialGC", "-cp", jars, "dev.errand.dynamodb.http.Main", str(port)],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        server.stdout.readline()
        output = subprocess.run(
            ["npx", "mocha", "--require", "should", "--require", os.path.join(HERE, "endpoint.js"),
             "--reporter", "json", "-t", "10s", "--exit", os.path.join("test", name)],
            cwd=checkout, capture_output=True, text=True,
            env={**os.environ, "TABLE_STORE_PORT": str(port)}).stdout
        return json.loads(output[output.index("{\n"):])
    finally:
        server.terminate()
        server.wait()


def known_differences():
    known = {}
    with open(KNOWN, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                title, reason = line.rstrip("\n").split("\t")
                known[title] = reason
    return known


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--checkout", required=True, help="a clone of github.com/architect/dynalite")
    parser.add_argument("--only", help="one test file, such as query.js")
    options = parser.parse_args()
    if not shutil.which("npx"):
        print("skipped: Node is missing")
        return
    if not os.path.isdir(os.path.join(options.checkout, "node_modules")):
        subprocess.run(["npm", "install", "--silent", "--no-audit", "--no-fund"], cwd=options.checkout, check=True)
    jars = class_path()
    names = sorted(n for n in os.listdir(os.path.join(options.checkout, "test"))
                   if n.endswith(".js") and n not in NO_STORE_TESTS and options.only in (None, n))
    passed, total, failing = 0, 0, collections.OrderedDict()
    for name in names:
        result = run_file(options.checkout, jars, name)
        failed = {test["fullTitle"]: test["err"].get("message", "") for test in result["failures"]}
        tests = {test["fullTitle"] for test in result["tests"]} | set(failed)
        failing.update(failed)
        passed += len(tests) - len(failed)
        total += len(tests)
        print("%-24s %4d of %4d" % (name, len(tests) - len(failed), len(tests)))
    known = known_differences()
    new = {title: message for title, message in failing.items() if title not in known}
    print("\n%d of %d pass (%.1f of 100)" % (passed, total, 100.0 * passed / total))
    for title in failing:
        if title in known:
            print("known: %s: %s" % (title, known[title]))
    for title, message in new.items():
        print("NEW: %s\n     %s" % (title, message[:300].replace("\n", " ")))
    if not options.only:
        for title in known:
            if title not in failing:
                print("passes now, take it out of the list: " + title)
    sys.exit(1 if new else 0)


if __name__ == "__main__":
    main()
