#!/usr/bin/env python3
"""Measures the interpreter of the States Language beside moto's in one run. See README.md."""
import argparse
import concurrent.futures
import glob
import http.client
import json
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
CLIENTS = 8
ROLE = "arn:aws:iam::123456789012:role/bench"


def class_path():
    folders = [os.path.join(ROOT, m, "target", "classes") for m in ("local", "states", "core", "dynamodb")]
    jars = glob.glob(os.path.join(ROOT, "local", "target", "dependency", "*.jar"))
    if not jars or not all(os.path.isdir(f) for f in folders):
        sys.exit("build it first: mvn -q -pl local -am -DskipTests package "
                 "dependency:copy-dependencies -DincludeScope=runtime")
    return os.pathsep.join(folders + jars)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Client:
    """Calls Step Functions over one connection; a light client leaves the processors to the servers."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=300)

    def call(self, operation, account, **body):
        """moto takes the account from a header; it fails on a second execution in an account."""
        self.connection.request("POST", "/", json.dumps(body), {
            "Content-Type": "application/x-amz-json-1.0", "X-Amz-Target": "AWSStepFunctions." + operation,
            "x-moto-account-id": account, "Authorization":
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0"})
        answer = self.connection.getresponse()
        text = answer.read()
        return answer.status, json.loads(text) if text[:1] == b"{" else {}


def start(command, port):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = time.monotonic()
    while True:
        try:
            Client(port).call("ListStateMachines", "123456789012")
            return process
        except OSError:
            if process.poll() is not None or time.monotonic() - begun > 120:
                sys.exit("did not start: " + " ".join(command))
            time.sleep(0.1)


def chain(length):
    """A state machine of that many Pass states, one after the other."""
    states = {"P%d" % i: {"Type": "Pass", "Next": "P%d" % (i + 1)} for i in range(length)}
    states["P%d" % (length - 1)] = {"Type": "Pass", "End": True}
    return json.dumps({"StartAt": "P0", "States": states}, separators=(",", ":"))


MIXED = json.dumps({"StartAt": "Read", "States": {
    "Read": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "items": [1, 2, 3]}, "Next": "Each"},
    "Each": {"Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.items", "Next": "Which", "ItemProcessor": {
        "StartAt": "One", "States": {"One": {"Type": "Pass", "End": True}}}},
    "Which": {"Type": "Choice", "Default": "Small",
              "Choices": [{"Variable": "$.n", "NumericGreaterThan": 250, "Next": "Large"}]},
    "Small": {"Type": "Pass", "Result": "small", "End": True},
    "Large": {"Type": "Pass", "Result": "large", "End": True}}})


def account():
    return str(time.time_ns())[-12:]


def create(client, definition):
    """The account and the ARN of a state machine in an account of its own."""
    owner = account()
    status, machine = client.call("CreateStateMachine", owner, name="m-%d" % time.time_ns(), definition=definition,
                                  roleArn=ROLE)
    if status != 200:
        sys.exit("cannot create a state machine: %s" % machine)
    return owner, machine["stateMachineArn"]


def begin(client, owner, machine, text):
    """A start that the server fails on is tried again."""
    for _ in range(20):
        status, answer = client.call("StartExecution", owner, stateMachineArn=machine, name="e", input=text)
        if status == 200:
            return answer["executionArn"]
        if "ExecutionAlreadyExists" in answer.get("__type", ""):
            return machine.replace(":stateMachine:", ":execution:") + ":e"
    sys.exit("cannot start an execution of " + machine)


def ended(client, started):
    while started:
        owner, arn = started[0]
        status = client.call("DescribeExecution", owner, executionArn=arn)[1]["status"]
        if status == "SUCCEEDED":
            started.pop(0)
        elif status != "RUNNING":
            sys.exit("%s is %s" % (arn, status))
        else:
            time.sleep(0.005)


def executions(port, count):
    """Executions a second, from the first start to the last end; started by several clients at once."""
    machines = [create(Client(port), MIXED) for _ in range(count)]

    def share(number):
        client = Client(port)
        started = [(owner, begin(client, owner, machine, json.dumps({"n": n})))
                   for n, (owner, machine) in list(enumerate(machines))[number::CLIENTS]]
        ended(client, started)

    begun = time.monotonic()
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
        list(pool.map(share, range(CLIENTS)))
    return count / (time.monotonic() - begun)


def states(port, count):
    """Pass states a second, in one execution."""
    client = Client(port)
    owner, machine = create(client, chain(count))
    begun = time.monotonic()
    ended(client, [(owner, begin(client, owner, machine, "{}"))])
    return count / (time.monotonic() - begun)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--executions", type=int, default=500)
    parser.add_argument("--states", type=int, default=10_000)
    parser.add_argument("--class-path", help="instead of what Maven has built")
    options = parser.parse_args()
    if not shutil.which("moto_server"):
        sys.exit("skipped: moto's server is missing (Python package moto[server])")
    jars = options.class_path or class_path()
    folder = tempfile.mkdtemp()
    ours, theirs = free_port(), free_port()
    processes = [
        start(["java", "-XX:+UseSerialGC", "-cp", jars, "dev.errand.local.stepfunctions.Main", str(ours), folder], ours),
        start(["moto_server", "-p", str(theirs)], theirs)]
    try:
        request = urllib.request.Request(
            "http://127.0.0.1:%d/moto-api/config" % theirs,
            json.dumps({"stepfunctions": {"execute_state_machine": True}}).encode(),
            {"Content-Type": "application/json"})
        urllib.request.urlopen(request).read()
        for name, measure, count in (("executions", executions, options.executions),
                                     ("Pass states of one execution", states, options.states)):
            measure(ours, min(count, 50))
            measure(theirs, min(count, 50))
            pairs = [(measure(ours, count), measure(theirs, count)) for _ in range(options.runs)]
            us, them = (statistics.median(p[i] for p in pairs) for i in (0, 1))
            print("%d %s: %.0f a second, moto %.0f, times %.1f" % (count, name, us, them, us / them), flush=True)
    finally:
        for process in processes:
            process.terminate()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
