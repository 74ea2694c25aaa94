#!/usr/bin/env python3
"""Measures the table store beside moto's server in one run. See README.md."""
import argparse
import glob
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
OPERATIONS = ["GetItem", "PutItem", "UpdateItem", "Query"]


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


def start(command, port):
    begun = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    request = urllib.request.Request(
        "http://127.0.0.1:%d/" % port, b"{}",
        {"X-Amz-Target": "DynamoDB_20120810.ListTables", "X-Amz-Date": "20260101T000000Z",
         "Content-Type": "application/x-amz-json-1.0",
         "Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request,"
                          "SignedHeaders=host,Signature=0"})
    while True:
        try:
            urllib.request.urlopen(request, timeout=5).read()
            return process, time.monotonic() - begun
        except OSError:
            if process.poll() is not None or time.monotonic() - begun > 60:
                sys.exit("did not start: " + " ".join(command))
            time.sleep(0.01)


def java(*arguments):
    return subprocess.run(["java", *arguments], check=True, capture_output=True, text=True).stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--connections", type=int, default=2)
    options = parser.parse_args()
    if not shutil.which("moto_server"):
        sys.exit("skipped: moto's server is missing (Python package moto[server])")
    jars = class_path()
    folder = tempfile.mkdtemp()
    load = os.path.join(folder, "load")
    subprocess.run(["javac", "-cp", jars, "-d", load, *glob.glob(os.path.join(HERE, "*.java"))], check=True)

    def store(port):
        return ["java", "-XX:+UseSerialGC", "-cp", jars, "dev.errand.dynamodb.http.Main",
                str(port), tempfile.mkdtemp(dir=folder)]

    peers = {"table store, on disk": store,
             "moto, in memory": lambda port: ["moto_server", "-p", str(port)]}
    rates = {peer: {operation: [] for operation in OPERATIONS} for peer in peers}
    starts = {peer: [] for peer in peers}
    for run in range(options.runs):
        for peer, command in peers.items():
            port = free_port()
            process, seconds = start(command(port), port)
            try:
                starts[peer].append(seconds)
                java("-cp", load, "Load", str(port), "prepare", "1")
                for operation in OPERATIONS:
                    rates[peer][operation].append(float(java(
                        "-cp", load, "Load", str(port), operation, str(options.connections),
                        str(options.seconds), str(options.seconds))))
            finally:
                process.terminate()
                process.wait()
    in_process = [[int(ms) for ms in java("-cp", load + os.pathsep + jars, "StartInProcess").split()]
                  for _ in range(options.runs)]
    shutil.rmtree(folder)

    print("| operations a second | table store, on disk | moto, in memory | times |")
    print("| --- | --- | --- | --- |")
    for operation in OPERATIONS:
        ours, moto = (statistics.median(rates[peer][operation]) for peer in peers)
        print("| %s | %s | %s | %.0f |" % (operation, f"{ours:,.0f}", f"{moto:,.0f}", ours / moto))
    ours, moto = (statistics.median(starts[peer]) for peer in peers)
    opened, jackson = (statistics.median(times) / 1000 for times in zip(*in_process))
    print("\nReady as a process after %.2f s (moto %.2f s). In process, %.2f s from opening a store to its first item,"
          "\nin a cold JVM that has loaded Jackson (%.2f s)." % (ours, moto, opened, jackson))


if __name__ == "__main__":
    main()
