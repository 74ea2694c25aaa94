"""What Errand expects of a worker, whatever its report is: docs/worker-contract.md."""
import datetime
import hashlib
import json
import os
import re
import signal
import sys

import boto3

ULID = "[0-7][0-9A-HJKMNP-TV-Z]{25}"
LOGGED = {}


def now():
    return datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def log(level, message):
    # os.write, since a signal handler must not use a buffer that it may have interrupted
    line = {"time": now(), "level": level, **LOGGED, "message": message}
    os.write(2, json.dumps(line).encode() + b"\n")


def end(code, message):
    log("ERROR", message)
    sys.exit(code)


class Task:
    def __init__(self):
        signal.signal(signal.SIGTERM, lambda *_: end(75, "The task was stopped."))
        signal.signal(signal.SIGALRM, lambda *_: end(79, "The report was not complete at its deadline."))
        signal.alarm(int(os.environ.get("DEADLINE_SECONDS", "0")))
        for name in "REPORT_REQUEST", "EXECUTION_NAME", "EXECUTION_STARTED_AT", "BUCKET_NAME", "TABLE_NAME":
            if not os.environ.get(name):
                end(64, name + " is not set.")
        name, started = os.environ["EXECUTION_NAME"], os.environ["EXECUTION_STARTED_AT"]
        start = int(datetime.datetime.fromisoformat(started.replace("Z", "+00:00")).timestamp())
        attempt = re.fullmatch(f"({ULID})-([1-9][0-9]{{0,5}})", name)
        by_hand = (name, 0 if re.fullmatch(ULID, name) else 1)
        self.report_id, self.attempt = (attempt[1], int(attempt[2])) if attempt else by_hand
        LOGGED.update(report_id=self.report_id, attempt=self.attempt)
        safe = re.fullmatch("[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?", self.report_id)
        folder = self.report_id if safe else "_" + hashlib.sha256(self.report_id.encode()).hexdigest()
        self.prefix = f"{os.environ.get('ARTIFACTS_FOLDER', 'reports')}/{folder}/{self.attempt}-{start}/"
        numbers = [int(number) for number in os.environ.get("TASK_NUMBER", "0.0.0").split(".")]
        self.order = "%06d-%010d-%06d-%06d-%06d" % (self.attempt, start, *numbers)
        self.s3, self.table = boto3.client("s3"), boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])
        self.records = 0
        self.artifacts = []

    def progress(self, stage):
        """Writes the progress item, unless a later task of the report has written it."""
        days = int(os.environ.get("REPORT_RETENTION_DAYS", "90")) + 7
        item = {"pk": "PROGRESS#" + self.report_id, "sk": "PROGRESS", "schema_version": 1, "attempt": self.attempt,
                "task_order": self.order, "stage": stage, "records": self.records, "updated_at": now(),
                "expires_at": int(datetime.datetime.now().timestamp()) + days * 86400}
        try:
            self.table.put_item(Item=item, ExpressionAttributeValues={":order": self.order},
                                ConditionExpression="attribute_not_exists(task_order) OR task_order <= :order")
        except self.table.meta.client.exceptions.ConditionalCheckFailedException:
            end(80, "A later task of this report has started.")

    def put(self, name, content_type, body):
        """Writes a file of the report."""
        self.progress("finishing")
        key = self.prefix + name
        self.s3.put_object(Bucket=os.environ["BUCKET_NAME"], Key=key, Body=body, ContentType=content_type)
        self.artifacts.append({"name": name, "key": key, "size_bytes": len(body), "content_type": content_type,
                               "sha256": hashlib.sha256(body).hexdigest()})

    def complete(self, rows):
        """Writes the manifest: after it nothing may be written."""
        manifest = {"schema_version": 1, "report_id": self.report_id, "attempt": self.attempt, "row_count": rows,
                    "completed_at": now(), "artifacts": list(self.artifacts)}
        self.put("manifest.json", "application/json", json.dumps(manifest).encode())
        self.progress("done")
        log("INFO", f"The report is complete: {self.records} records")
