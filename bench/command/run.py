#!/usr/bin/env python3
"""How long `errand list` takes, as a multiple of `java -version` in the same run.

    bench/command/run.py [--runs N] [--data DIR]

A stage has to be up in DIR (default: .errand) with a report or two. Prints the medians of the wall
times and of the processor times, and their ratios.
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
    """Wall time and processor time, with that of the processes that the command waits for."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    taken = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise subprocess.CalledProcessError(process.returncode, command)
    return taken, used.ru_utime + used.ru_stime


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
        "errand list --json": [str(APP), "list", "--json"],
        "errand show --help": [str(APP), "show", "--help"],
        "./errand list CLIENT": [str(HERE / "errand"), "list", client],
    }
    times = {name: [] for name in commands}
    for run in range(given.runs + 1):
        for name, command in commands.items():
            taken = seconds(command, environment)
            if run > 0:  # the first round warms caches, tokens and functions
                times[name].append(taken)
    base = [statistics.median(column) for column in zip(*times["java -version"])]
    print(f"medians of {given.runs} runs, one after the other in turn, as multiples of java -version")
    for name, taken in times.items():
        wall, processor = [statistics.median(column) for column in zip(*taken)]
        print(f"{name:22} {wall * 1000:6.0f} ms {wall / base[0]:5.2f} x"
              f"   least {min(taken)[0] * 1000:6.0f} ms"
              f"   processor {processor * 1000:6.0f} ms {processor / base[1]:5.2f} x")


if __name__ == "__main__":
    main()
