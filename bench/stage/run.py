#!/usr/bin/env python3
"""Measures how a local stage starts and what it holds, beside moto's server. See README.md."""
import argparse
import glob
import itertools
import json
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
TICKS = os.sysconf("SC_CLK_TCK")
REPORTS = 10
IDLE_AFTER = 15
LIMIT = 300
ARCHIVES = ("cli/target/app/lib/stage-*.jsa", "functions/target/*.jsa", "worker/target/*.jsa",
            "local/programs/s3proxy/target/*.jsa")


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def descendants(pid):
    children = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat") as stat:
                parent = int(stat.read().rsplit(")", 1)[1].split()[1])
            children.setdefault(parent, []).append(int(entry))
        except OSError:
            pass
    found, todo = [], [pid]
    while todo:
        process = todo.pop()
        found.append(process)
        todo += children.get(process, [])
    return found


def cpu_seconds(pid):
    """Of a process and of those that run in it now or have ended in it."""
    total = 0
    for process in descendants(pid):
        try:
            with open(f"/proc/{process}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
            total += sum(int(field) for field in fields[11:15])
        except OSError:
            pass
    return total / TICKS


def megabytes(pid):
    """Memory of a process and those that run in it; what several of them share counts once."""
    total = 0
    for process in descendants(pid):
        try:
            with open(f"/proc/{process}/smaps_rollup") as rollup:
                total += int(re.search(r"^Pss:\s+(\d+) kB", rollup.read(), re.M).group(1))
        except OSError:
            pass
    return total / 1024


class Stage:
    """`./errand up` over a folder, ready."""

    def __init__(self, folder):
        self.folder = folder
        self.output = open(folder + ".out", "w+")
        begun = time.monotonic()
        self.process = subprocess.Popen(
            [os.path.join(ROOT, "errand"), "up", "--data", folder, "--port", "0"],
            stdout=self.output, stderr=subprocess.STDOUT)
        while "Ready after" not in self.text():
            if self.process.poll() is not None or time.monotonic() - begun > LIMIT:
                sys.exit("the stage did not start:\n" + self.text())
            time.sleep(0.02)
        self.seconds = time.monotonic() - begun
        self.cpu = cpu_seconds(self.process.pid)

    def text(self):
        with open(self.output.name) as text:
            return text.read()

    def file(self):
        with open(os.path.join(self.folder, "stage.json")) as file:
            return json.load(file)

    def start_executions(self, count):
        stage = self.file()
        with open(os.path.join(ROOT, "examples", "client-b.json")) as request:
            body = request.read()
        for number in range(count):
            call(stage["stepfunctions"], "AWSStepFunctions.StartExecution",
                 {"stateMachineArn": stage["state_machine_arn"], "name": f"taken-up-{number}", "input": body})

    def end(self, sent=signal.SIGTERM):
        self.process.send_signal(sent)
        begun = time.monotonic()
        self.process.wait()
        return time.monotonic() - begun


def call(endpoint, target, body):
    request = urllib.request.Request(
        endpoint, json.dumps(body).encode(),
        {"X-Amz-Target": target, "Content-Type": "application/x-amz-json-1.0",
         "X-Amz-Date": "20260101T000000Z",
         "Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/x/aws4_request,"
                          "SignedHeaders=host,Signature=0"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def report(stage):
    """Lets it finish one report, so that functions and tasks leave their archives."""
    subprocess.run([os.path.join(ROOT, "errand"), "submit", os.path.join(ROOT, "examples", "client-b.json"), "--follow"],
                   env=dict(os.environ, ERRAND_DATA=stage.folder), stdout=subprocess.DEVNULL, check=True)


def moto(stage):
    """Seconds until moto's server has the same table, state machine and bucket; its memory."""
    import boto3
    port = free_port()
    keys = dict(endpoint_url=f"http://127.0.0.1:{port}", region_name="us-east-1",
                aws_access_key_id="a", aws_secret_access_key="a")
    dynamodb, machines, s3 = (boto3.client(name, **keys) for name in ("dynamodb", "stepfunctions", "s3"))
    table = call(stage["dynamodb"], "DynamoDB_20120810.DescribeTable", {"TableName": stage["table"]})["Table"]
    definition = call(stage["stepfunctions"], "AWSStepFunctions.DescribeStateMachine",
                      {"stateMachineArn": stage["state_machine_arn"]})["definition"]
    begun = time.monotonic()
    process = subprocess.Popen(["moto_server", "-p", str(port)], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                socket.create_connection(("127.0.0.1", port)).close()
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - begun > LIMIT:
                    sys.exit("moto's server did not start")
                time.sleep(0.01)
        dynamodb.create_table(
            TableName=table["TableName"], BillingMode="PAY_PER_REQUEST", KeySchema=table["KeySchema"],
            AttributeDefinitions=table["AttributeDefinitions"],
            GlobalSecondaryIndexes=[{name: index[name] for name in ("IndexName", "KeySchema", "Projection")}
                                    for index in table["GlobalSecondaryIndexes"]])
        machines.create_state_machine(name="report", definition=definition,
                                      roleArn="arn:aws:iam::123456789012:role/report")
        s3.create_bucket(Bucket=stage["bucket"])
        return time.monotonic() - begun, cpu_seconds(process.pid), megabytes(process.pid)
    finally:
        process.terminate()
        process.wait()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    if not shutil.which("moto_server"):
        sys.exit("skipped: moto's server is missing (Python package moto[server])")
    rows = {name: [] for name in ("new folder, first start after a build", "new folder", "kept folder", f"kept folder, {REPORTS} reports to take up",
                                  "moto's server")}
    memory, ends = [], []
    first, new, kept, killed, peer = rows.values()
    for _ in range(runs):
        folder = tempfile.mkdtemp()
        for archive in itertools.chain(*(glob.glob(os.path.join(ROOT, files)) for files in ARCHIVES)):
            os.remove(archive)
        stage = Stage(os.path.join(folder, "first"))
        first.append((stage.seconds, stage.cpu))
        report(stage)
        stage.end()
        data = os.path.join(folder, "data")
        stage = Stage(data)
        new.append((stage.seconds, stage.cpu))
        ends.append(stage.end())
        stage = Stage(data)
        kept.append((stage.seconds, stage.cpu))
        time.sleep(IDLE_AFTER)
        memory.append(megabytes(stage.process.pid))
        *figures, moto_memory = moto(stage.file())
        peer.append(tuple(figures))
        stage.start_executions(REPORTS)
        stage.end(signal.SIGKILL)
        stage = Stage(data)
        killed.append((stage.seconds, stage.cpu))
        ends.append(stage.end())
        shutil.rmtree(folder)
    print("| ready | seconds | seconds of processor time |\n| --- | --- | --- |")
    for name, figures in rows.items():
        print("| %s | %.1f | %.1f |" % (name, *(statistics.median(column) for column in zip(*figures))))
    print("\nIdle, all processes: %d MB (moto %d MB). Ended %.1f s after the signal."
          % (statistics.median(memory), moto_memory, statistics.median(ends)))


if __name__ == "__main__":
    main()
