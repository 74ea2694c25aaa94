#!/usr/bin/env python3
"""How long `errand list` takes, as a multiple of `java -version` in the same run.

    bench/command/run.py [--runs N] [--data DIR]

A stage has to be up in DIR (default: .errand) with a report or two. Prints the medians of the wall
times and their ratio.
"""
import argparse
import json
import os
import pathlib
import statistics
import subprocess
import time

HERE = pathlib.Path(__file__).resolve().parents[2]
APP = HERE / "cli/target/app/bin/errand"


def seconds(command, environment):
    begun = time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdin=subprocess.DEVNULL,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begun


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--runs", type=int, default=31)
    arguments.add_argument("--data", default=".errand")
    given = arguments.parse_args()
    environment = dict(os.environ, ERRAND_DATA=str(pathlib.Path(given.data).resolve()))
    client = json.loads(pathlib.Path(given.data, "stage.json").read_text())["sample_clients"].split(",")[0]
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    commands = {
        "java -version": [java, "-version"],
        "errand list CLIENT": [str(APP), "list", client],
        "errand list": [str(APP), "list"],
        "errand show --help": [str(APP), "show", "--help"],
        "./errand list CLIENT": [str(HERE / "errand"), "list", client],
    }
    times = {name: [] for name in commands}
    for run in range(given.runs + 1):
        for name, command in commands.items():
            taken = seconds(command, environment)
            if run > 0:  # the first round warms caches, tokens and functions
                times[name].append(taken)
    base = statistics.median(times["java -version"])
    print(f"medians of {given.runs} runs, one after the other in turn")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:22} {median * 1000:6.0f} ms   least {min(taken) * 1000:6.0f} ms"
              f"   {median / base:5.2f} x java -version")


if __name__ == "__main__":
    main()
