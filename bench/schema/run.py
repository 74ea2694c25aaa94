#!/usr/bin/env python3
"""Measures libraries for JSON Schema in fresh JVMs, in turn. See README.md."""
import glob
import os
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
CASES = ["Baseline", "Ours", "Harrel", "Networknt"]
JAVA_HOME = os.environ.get("JAVA_HOME")
BIN = os.path.join(JAVA_HOME, "bin") + os.sep if JAVA_HOME else ""


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    jars = glob.glob(os.path.join(HERE, "target", "lib", "*.jar"))
    if not jars:
        sys.exit("get the jars first: mvn -q -DskipTests install && mvn -q -pl functions "
                 "dependency:copy-dependencies -DoutputDirectory=$PWD/bench/schema/target/lib")
    classes = os.path.join(HERE, "target", "classes")
    path = os.pathsep.join([classes] + jars)
    subprocess.run([BIN + "javac", "-d", classes, "-cp", path]
                   + glob.glob(os.path.join(HERE, "src", "*.java")), check=True)
    request = os.path.join(ROOT, "examples", "client-a.json")
    first, later, loaded = ({case: [] for case in CASES} for _ in range(3))
    for _ in range(rounds + 1):
        for case in CASES:
            with tempfile.NamedTemporaryFile() as log:
                out = subprocess.run(
                    [BIN + "java", "-XX:TieredStopAtLevel=1", "-Xlog:class+load:file=" + log.name,
                     "-cp", path, case, request],
                    check=True, capture_output=True, text=True).stdout.split()
                first[case].append(float(out[0]))
                later[case].append(float(out[1]))
                loaded[case].append(sum(1 for _ in open(log.name)))
    print("| | first check, ms | later checks, µs | classes loaded |")
    print("| --- | --- | --- | --- |")
    for case in CASES:
        print("| %s | %.0f | %.1f | %d |" % (
            case.lower(), statistics.median(first[case][1:]), statistics.median(later[case][1:]),
            statistics.median(loaded[case][1:])))


if __name__ == "__main__":
    main()
