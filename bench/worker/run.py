"""Compares the worker with Python workers, with DuckDB and with curl, in one run against one server.

    mvn -DskipTests package && python3 bench/worker/run.py [--runs N] [--only NAME ...] [--java=OPTION ...]

Each line is a median; runs of the contestants alternate. Needs Python's requests, curl, taskset, and a JDK that
JAVA_HOME or PATH names. Scenarios with workbooks need XlsxWriter, those with peers need orjson and duckdb as well
(pip install requests XlsxWriter orjson duckdb). Prints a table and the figures to reach, reached or not.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
JAVA = str(Path(os.environ["JAVA_HOME"]) / "bin/java") if "JAVA_HOME" in os.environ else "java"
KEYTOOL = JAVA.removesuffix("java") + "keytool"
CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555"
REQUEST = json.dumps({
    "filter": {"client_id": CLIENT, "start_date": "2021-01-01", "end_date": "2021-12-31"},
    "formats": ["csv"],
})
PAGE = 5000


def on_core(number, command):
    """The command on one core of this machine. Without a second core, the server shares the first one."""
    return ["taskset", "-c", str(min(number, os.cpu_count() - 1)), *command]


def measure(command, environment=None):
    """Runs a command; its wall time, processor time (s) and largest memory (MB)."""
    with tempfile.TemporaryFile() as output:
        start = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=output, stderr=output)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - start
        if status != 0:
            output.seek(0)
            sys.exit(f"{command[0]} failed: {output.read().decode()[-2000:]}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def in_empty_folder(run):
    """What an earlier run left must not matter: the worker would go on from it."""
    def run_there():
        with tempfile.TemporaryDirectory() as folder:
            return run(folder)

    return run_there


class Server:
    def __init__(self, records, latency=0, store=None, general=False, one_core=False):
        options = ["-Xmx6g", "-XX:+UseParallelGC"]
        if store:
            options += [f"-Djavax.net.ssl.keyStore={store}", "-Djavax.net.ssl.keyStorePassword=changeit"]
        command = [JAVA, *options, str(HERE / "PageServer.java"), str(records), str(latency)]
        command += (["tls"] if store else []) + (["general"] if general else [])
        if one_core:
            command = on_core(1, command)
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        port = self.process.stdout.readline().strip()
        self.url = f"{'https' if store else 'http'}://localhost:{port}"

    def close(self):
        self.process.terminate()
        self.process.wait()


def in_image(app, instruction):
    """A command of the Dockerfile, with the files of the image in this checkout and with this JDK."""
    lines = (ROOT / "worker/Dockerfile").read_text().splitlines()
    line = next(l for l in lines if l.startswith(instruction + " ["))
    words = json.loads(line.removeprefix(instruction))
    training = str(ROOT / "worker/training/target/training.jar")
    return [JAVA if word == "java" else word.replace("/training/training.jar", training).replace("/app/", f"{app}/")
            for word in words]


def image_environment():
    """The ENV instructions of the Dockerfile."""
    lines = (ROOT / "worker/Dockerfile").read_text().splitlines()
    return dict(l.removeprefix("ENV ").split("=", 1) for l in lines if l.startswith("ENV "))


def image(folder):
    """The files of the image, with the AOT cache that its build makes."""
    app = folder / "app"
    shutil.copytree(ROOT / "worker/target/app", app)
    subprocess.run(in_image(app, "RUN"), check=True, capture_output=True)
    with zipfile.ZipFile(app / "bench-types.jar", "w") as types:
        types.writestr("report-types/index.json", '["bench"]')
        types.write(HERE / "bench-type.json", "report-types/bench.json")
    return app


def request(formats):
    return json.dumps(json.loads(REQUEST) | {"formats": formats})


def errand(app, server, connections=4, options=(), bucket=None, formats=("csv",), pin=list, declared=False):
    *command, jar, path = in_image(app, "ENTRYPOINT")
    program = [jar, path]
    if declared:
        program = ["-cp", f"{path}:{app}/bench-types.jar", "dev.errand.worker.Main"]
    environment = image_environment() | {
        "PATH": os.environ["PATH"],
        "REPORT_REQUEST": request(list(formats)),
        "EXECUTION_NAME": "bench",
        "EXECUTION_STARTED_AT": "2026-01-01T00:00:00Z",
        "RECORDS_API_URL": server.url,
        "RECORDS_API_TOKEN": "token",
        "RECORDS_API_CONNECTIONS": str(connections),
    }
    if declared:
        environment |= {
            "REPORT_REQUEST": json.dumps(json.loads(environment["REPORT_REQUEST"]) | {"type": "bench"}),
            "SOURCE_URL": server.url,
            "SOURCE_TOKEN": "token",
            "SOURCE_CONNECTIONS": str(connections),
        }
    if bucket:
        environment |= {
            "BUCKET_NAME": "bucket",
            "AWS_ENDPOINT_URL_S3": bucket.url.replace("localhost", "127.0.0.1"),
            "AWS_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": "key",
            "AWS_SECRET_ACCESS_KEY": "secret",
            "AWS_REQUEST_CHECKSUM_CALCULATION": "WHEN_REQUIRED",
            "AWS_RESPONSE_CHECKSUM_VALIDATION": "WHEN_REQUIRED",
        }
    command = pin([*command, *options, *program])
    return in_empty_folder(
        lambda folder: measure(command, environment | ({} if bucket else {"OUTPUT_FOLDER": folder})))


def python(server, ca=None, workbook=False, parser=None, program="plain_worker.py", pin=list):
    environment = os.environ | ({"CA_FILE": str(ca)} if ca else {}) | ({"WORKBOOK": "1"} if workbook else {})
    environment |= {"PARSER": parser} if parser else {}
    command = [sys.executable, str(HERE / program), server.url]
    return in_empty_folder(lambda folder: measure(pin([*command, folder]), environment))


def peers(server, workbook, pin):
    """Python workers with libraries that are faster than those of Python itself."""
    return {
        "python": python(server, workbook=workbook, pin=pin),
        "python, orjson": python(server, workbook=workbook, parser="orjson", pin=pin),
        "python, DuckDB": python(server, workbook=workbook, parser="orjson", program="duckdb_worker.py", pin=pin),
    }


def curl(server, folder, records, ca=None):
    query = f"/v1/records?client_id={CLIENT}&start_date=2021-01-01&end_date=2021-12-31&page_size={PAGE}"
    config = folder / "curl.txt"
    pages = range(0, max(records, 1), PAGE)
    config.write_text("".join(f'url = "{server.url}{query}&cursor={at}"\noutput = "/dev/null"\n' for at in pages))
    command = ["curl", "-sf", "--config", str(config)] + (["--cacert", str(ca)] if ca else [])
    return lambda: measure(command)


def medians(contestants, runs):
    """The median of each measure for each contestant."""
    results = {name: [] for name in contestants}
    for _ in range(runs):
        for name, run in contestants.items():
            results[name].append(run())
    return {name: [statistics.median(values) for values in zip(*all_runs)] for name, all_runs in results.items()}


def key_store(folder):
    """A server's key, its certificate, and options for a JVM that trusts it beside the authorities it knows."""
    store, ca, trust = folder / "keys.p12", folder / "ca.pem", folder / "cacerts"
    keys = ["-keystore", str(store), "-storepass", "changeit", "-alias", "bench"]
    keytool("-genkeypair", *keys, "-keyalg", "RSA", "-keysize", "2048", "-dname", "CN=localhost",
            "-ext", "san=dns:localhost,ip:127.0.0.1")
    ca.write_bytes(keytool("-exportcert", "-rfc", *keys))
    shutil.copy(Path(KEYTOOL).resolve().parent.parent / "lib/security/cacerts", trust)
    trust.chmod(0o600)
    # without a password, as the JDK's own
    keytool("-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE", "-J-Dkeystore.pkcs12.macAlgorithm=NONE", "-importcert",
            "-noprompt", "-file", str(ca), "-keystore", str(trust), "-storepass", "changeit", "-alias", "bench")
    return store, ca, [f"-Djavax.net.ssl.trustStore={trust}"]


def keytool(*arguments):
    return subprocess.run([KEYTOOL, *arguments], check=True, capture_output=True).stdout


def scenario(app, java, name, records, runs, folder, latency=0, tls=False, connections=4, upload=False, alone=False,
             workbook=False, compare=False, general=False, one_core=False, parquet=False):
    store, ca, options = key_store(folder) if tls else (None, None, [])
    server = Server(records, latency, store, general, one_core)
    bucket = Server(0) if upload else None
    try:
        contestants = {
            "python": python(server, ca),
            "errand": errand(app, server, connections, options + java, bucket),
            "curl": curl(server, folder, records, ca),
        }
        if workbook:
            contestants = {
                "python": python(server, workbook=True),
                "errand": errand(app, server, options=java, formats=["csv", "xlsx", "html"]),
                "csv alone": errand(app, server, options=java),
            }
        if compare:
            pin = (lambda command: on_core(0, command)) if one_core else list
            formats = ["csv", "xlsx", "html"] if workbook else ["csv"]
            contestants = peers(server, workbook, pin) | {
                "errand": errand(app, server, options=java, formats=formats, pin=pin),
                "errand, declared": errand(app, server, options=java, formats=formats, pin=pin, declared=True)}
        if parquet:
            contestants = {
                "errand, declared, CSV": errand(app, server, options=java, declared=True),
                "errand, declared, CSV + Parquet": errand(
                    app, server, options=java, formats=["csv", "parquet"], declared=True),
            }
        if alone:
            contestants = {"errand": contestants["errand"]}
        found = medians(contestants, runs)
    finally:
        server.close()
        if bucket:
            bucket.close()
    for contestant, (wall, cpu, memory) in found.items():
        times = f"{found['python'][0] / wall:.1f}" if "python" in found else "-"
        print(f"| {name} | {contestant} | {wall:.2f} s | {cpu:.2f} s | {memory:.0f} MB | {times} |", flush=True)
    return found


def report(found):
    def ratio(name, one, other, measure=0):
        return found[name][one][measure] / found[name][other][measure] if name in found else None

    figures = [
        ("1 M, wall: at least 10 x Python", ratio("1 M", "python", "errand"), 10, True),
        ("1 M, processor: at least 7 x Python", ratio("1 M", "python", "errand", 1), 7, True),
        ("1 M, wall: at most 4 x curl", ratio("1 M", "errand", "curl"), 4, False),
        ("5 M, wall: at least 12 x Python", ratio("5 M", "python", "errand"), 12, True),
        ("1 M with S3 upload, wall: at least 8 x Python", ratio("1 M, S3", "python", "errand"), 8, True),
        ("1 M, 50 ms a page, 12 windows: at least 10 x Python", ratio("1 M, 50 ms", "python", "errand"), 10, True),
        ("1 M over TLS: at least 4.5 x Python", ratio("1 M, TLS", "python", "errand"), 4.5, True),
        ("1 M, CSV + XLSX + HTML: at least 8 x Python", ratio("1 M, all formats", "python", "errand"), 8, True),
        ("1 M, CSV + XLSX + HTML: at most 3 x CSV alone", ratio("1 M, all formats", "errand", "csv alone"), 3, False),
        ("1,000: at least 1 x Python", ratio("1 k", "python", "errand"), 1, True),
    ]
    if "1 M" in found and "5 M, S3" in found and "1 M, S3" in found:
        figures.append(("peak memory, 5 M against 1 M: at most 1.2 x", found["5 M, S3"]["errand"][2] / found["1 M, S3"]["errand"][2], 1.2, False))
        figures.append(("peak memory at 5 M with the S3 client: at most 200 MB", found["5 M, S3"]["errand"][2], 200, False))
    print("\n| figure | measured | |\n| --- | --- | --- |")
    for words, value, limit, at_least in figures:
        if value is not None:
            reached = value >= limit if at_least else value <= limit
            print(f"| {words} | {value:.1f} | {'reached' if reached else 'NOT reached'} |")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--only", nargs="*", help="names of scenarios")
    arguments.add_argument("--records", type=int, help="the number of records in every scenario, for a trial of this script")
    arguments.add_argument("--java", action="append", default=[], help="a further option of the worker's JVM")
    options = arguments.parse_args()
    scenarios = {
        "1 k": {"records": 1000},
        "100 k": {"records": 100_000},
        "1 M": {"records": 1_000_000},
        "1 M, S3": {"records": 1_000_000, "upload": True},
        "5 M, S3": {"records": 5_000_000, "upload": True, "alone": True},
        "1 M, 50 ms": {"records": 1_000_000, "latency": 50, "connections": 12},
        "1 k, TLS": {"records": 1000, "tls": True},
        "100 k, TLS": {"records": 100_000, "tls": True},
        "1 M, TLS": {"records": 1_000_000, "tls": True},
        "5 M": {"records": 5_000_000},
        "1 M, all formats": {"records": 1_000_000, "workbook": True},
        "1 M, Parquet": {"records": 1_000_000, "parquet": True},
        "5 M, Parquet": {"records": 5_000_000, "parquet": True},
        "1 M, peers": {"records": 1_000_000, "compare": True},
        "1 M, peers, general": {"records": 1_000_000, "compare": True, "general": True},
        "1 M, one core": {"records": 1_000_000, "compare": True, "workbook": True, "one_core": True},
        "1 M, one core, general": {
            "records": 1_000_000, "compare": True, "workbook": True, "one_core": True, "general": True},
    }
    load = os.getloadavg()[0]
    version = subprocess.run([JAVA, "-version"], capture_output=True, text=True).stderr.splitlines()[0]
    print(f"{os.cpu_count()} cores, {load:.1f} processes ready to run before, {version}, Python {sys.version.split()[0]}\n")
    print("| records | worker | wall | processor | peak memory | x Python |\n| --- | --- | --- | --- | --- | --- |")
    found = {}
    with tempfile.TemporaryDirectory() as files:
        app = image(Path(files))
        for name, settings in scenarios.items():
            if not options.only or name in options.only:
                if options.records:
                    settings = settings | {"records": options.records}
                with tempfile.TemporaryDirectory() as folder:
                    found[name] = scenario(app, options.java, name, runs=options.runs, folder=Path(folder), **settings)
    report(found)


main()
