#!/usr/bin/env python3
"""Runs a command and prints the processor seconds of all processes that it starts, by kind. See README.md."""
import collections
import os
import re
import subprocess
import sys
import time

TICKS = os.sysconf("SC_CLK_TCK")
INTERVAL = 0.2


def kind(arguments, folder):
    """What a process is, by its command line."""
    line = " ".join(arguments)
    # a renderer of Chromium writes its whole command line into its first argument
    if "chromium" in arguments[0]:
        part = re.search(r"--type=([a-z-]+)", line)
        return "chromium" + (" " + part.group(1) if part else "")
    name = os.path.basename(arguments[0])
    if name != "java":
        return name
    archive = ""
    if "-XX:SharedArchiveFile" in line:
        archive = ", from an archive"
    elif "ArchiveClassesAtExit" in line or "RecordDynamicDumpInfo" in line:
        archive = ", makes an archive"
    if "api.client.AWSLambda" in line:
        return "function " + re.split(r"[.:]+", arguments[-1].split("::")[0])[-1] + archive
    if "s3proxy.Main" in line:
        return "S3Proxy" + archive
    if "surefire" in line and "classworlds" not in line:
        return "test JVM of " + os.path.basename(folder)
    if "classworlds" in line:
        return "Maven and javac"
    if "worker.jar" in line or "dev.errand.worker.Main" in line:
        return "task" + archive
    if "dev.errand.cli.Main" in line:
        stage = re.search(r"cli\.Main (up|demo|check-worker)\b", line)
        return ("stage" if stage else "errand command") + archive
    return "java, other"


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def processes():
    """Parent, session, ticks and start of each process, by its pid."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            stat = read("/proc/%s/stat" % pid)
        except OSError:
            continue
        fields = stat[stat.rindex(")") + 2:].split()
        found[int(pid)] = int(fields[1]), int(fields[3]), int(fields[11]) + int(fields[12]), int(fields[19])
    return found


def account(command):
    """Ticks and kind of each process of the command, by pid and start. What it does after the last look is missing."""
    running = subprocess.Popen(command, start_new_session=True)
    seen = {}
    while True:
        ended = running.poll() is not None
        now = processes()
        for pid, (parent, session, ticks, start) in now.items():
            ours = session == running.pid or (pid, start) in seen
            while not ours and parent in now:
                ours = parent == running.pid or (parent, now[parent][3]) in seen
                parent = now[parent][0]
            if ours:
                try:
                    arguments = [word for word in read("/proc/%d/cmdline" % pid).split("\0") if word]
                    folder = os.readlink("/proc/%d/cwd" % pid)
                except OSError:
                    arguments, folder = [], ""
                known = seen.get((pid, start), (0, "?"))[1]
                seen[pid, start] = ticks, kind(arguments, folder) if arguments else known
        if ended:
            return running.returncode, seen
        time.sleep(INTERVAL)


def main():
    began = time.time()
    code, seen = account(sys.argv[1:])
    sums, counts = collections.Counter(), collections.Counter()
    for ticks, name in seen.values():
        sums[name] += ticks / TICKS
        counts[name] += 1
    print("| processes | started | processor seconds |\n| --- | --- | --- |")
    for name, seconds in sums.most_common():
        if seconds >= 0.1:
            print("| %s | %d | %.1f |" % (name, counts[name], seconds))
    print("\n%.0f processor seconds in %.0f s, load %.1f" % (sum(sums.values()), time.time() - began, os.getloadavg()[0]))
    sys.exit(code)


if __name__ == "__main__":
    main()
