#!/usr/bin/env python3
"""Measures the interpreter of the States Language beside moto's in one run. See README.md."""
import argparse
import glob
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

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
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


ACCOUNT = ["123456789012"]


def in_account(request, **_):
    request.headers["x-moto-account-id"] = ACCOUNT[0]


def client(port):
    """moto takes the account from a header; it fails on a second execution in an account."""
    sfn = boto3.client("stepfunctions", endpoint_url="http://127.0.0.1:%d" % port, region_name="us-east-1",
                        aws_access_key_id="test", aws_secret_access_key="test",
                        config=Config(max_pool_connections=32, read_timeout=300, retries={"max_attempts": 0}))
    sfn.meta.events.register("before-send.stepfunctions", in_account)
    return sfn


def start(command, port):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun = time.monotonic()
    while True:
        try:
            client(port).list_state_machines()
            return process
        except (ClientError, BotoCoreError):
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


def ended(sfn, arns):
    left = set(arns)
    while left:
        for arn in list(left):
            ACCOUNT[0] = arn.split(":")[4]
            status = sfn.describe_execution(executionArn=arn)["status"]
            if status == "SUCCEEDED":
                left.remove(arn)
            elif status != "RUNNING":
                sys.exit("%s is %s" % (arn, status))
        time.sleep(0.005)


def account():
    return str(time.time_ns())[-12:]


def begin(sfn, machine, name, text):
    """A start that the server fails on is tried again."""
    for _ in range(20):
        try:
            return sfn.start_execution(stateMachineArn=machine["stateMachineArn"], name=name, input=text)["executionArn"]
        except ClientError as e:
            if e.response["Error"]["Code"] == "ExecutionAlreadyExists":
                return machine["stateMachineArn"].replace(":stateMachine:", ":execution:") + ":" + name
    sys.exit("cannot start " + name)


def executions(port, count):
    """Executions a second, from the first start to the last end; each in an account of its own."""
    sfn, machines, arns = client(port), [], []
    for _ in range(count):
        ACCOUNT[0] = account()
        machines.append((ACCOUNT[0], sfn.create_state_machine(name="mixed-%d" % time.time_ns(), definition=MIXED, roleArn=ROLE)))
    begun = time.monotonic()
    for n, (ACCOUNT[0], machine) in enumerate(machines):
        arns.append(begin(sfn, machine, "e", json.dumps({"n": n})))
    ended(sfn, arns)
    return count / (time.monotonic() - begun)


def states(port, count):
    """Pass states a second, in one execution."""
    sfn, ACCOUNT[0] = client(port), account()
    machine = sfn.create_state_machine(name="chain-%d" % time.time_ns(), definition=chain(count), roleArn=ROLE)
    begun = time.monotonic()
    ended(sfn, [begin(sfn, machine, "e", "{}")])
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
