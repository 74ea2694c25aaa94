"""The intake job in Python with boto3, under a minimal Lambda runtime: one event, one answer."""

import http.client
import json
import os
import re
import secrets
import time
import uuid
from datetime import date, datetime, timezone

import boto3

TABLE = os.environ["TABLE_NAME"]
STATE_MACHINE_ARN = os.environ["STATE_MACHINE_ARN"]
STATUSES = re.compile(r"[A-Za-z_]{1,64}")

dynamodb = boto3.client("dynamodb")
stepfunctions = boto3.client("stepfunctions")


def ulid(now_ms):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    value = (now_ms << 80) | secrets.randbits(80)
    return "".join(alphabet[(value >> shift) & 31] for shift in range(125, -1, -5))


def problems(request):
    if set(request) != {"filter"}:
        return ["/"]
    report_filter = request["filter"]
    found = []
    if set(report_filter) != {"client_id", "start_date", "end_date", "status"}:
        found.append("/filter")
    try:
        uuid.UUID(report_filter["client_id"])
    except (KeyError, ValueError):
        found.append("/filter/client_id")
    try:
        if date.fromisoformat(report_filter["end_date"]) < date.fromisoformat(report_filter["start_date"]):
            found.append("/filter/end_date")
    except (KeyError, ValueError):
        found.append("/filter/start_date")
    if not STATUSES.fullmatch(report_filter.get("status", "")):
        found.append("/filter/status")
    return found


def handle(event):
    body = event["body"]
    request = json.loads(body)
    wrong = problems(request)
    if wrong:
        return {"statusCode": 400, "body": json.dumps({"errors": wrong})}
    now = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    report_id = ulid(time.time_ns() // 1_000_000)
    client_id = request["filter"]["client_id"]
    expires = {"N": str(int(time.time()) + 90 * 86400)}
    new = "attribute_not_exists(pk)"
    dynamodb.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": TABLE, "ConditionExpression": new, "Item": {
                "pk": {"S": "REPORT#" + report_id}, "sk": {"S": "STATUS"}, "id": {"S": report_id},
                "request": {"S": body}, "client_id": {"S": client_id}, "status": {"S": "QUEUED"},
                "created_at": {"S": now}, "created_at_id": {"S": now + "#" + report_id},
                "active_shard": {"S": "1"}, "active_since": {"S": now}, "expires_at": expires}}},
            {"Put": {"TableName": TABLE, "Item": {
                "pk": {"S": "REPORT#" + report_id}, "sk": {"S": "EVENT#000001"}, "at": {"S": now},
                "status": {"S": "QUEUED"}, "expires_at": expires}}},
            {"Update": {"TableName": TABLE, "Key": {"pk": {"S": "CLIENT#" + client_id}, "sk": {"S": "ACTIVE"}},
                "UpdateExpression": "ADD #active :one",
                "ConditionExpression": "attribute_not_exists(#active) OR #active <= :room",
                "ExpressionAttributeNames": {"#active": "active"},
                "ExpressionAttributeValues": {":one": {"N": "1"}, ":room": {"N": "9"}}}},
            {"Put": {"TableName": TABLE, "ConditionExpression": new, "Item": {
                "pk": {"S": "KEY#caller#" + event["headers"]["idempotency-key"]}, "sk": {"S": "KEY"},
                "report_id": {"S": report_id}, "expires_at": expires}}},
        ]
    )
    stepfunctions.start_execution(stateMachineArn=STATE_MACHINE_ARN, name=report_id + "-1", input=body)
    path = "/v1/reports/" + report_id
    return {
        "statusCode": 202,
        "headers": {"Content-Type": "application/json", "Location": path, "Retry-After": "1"},
        "body": json.dumps({"id": report_id, "status": "QUEUED", "filter": request["filter"],
                            "created_at": now, "links": {"self": path}}),
    }


api = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
api.request("GET", "/2018-06-01/runtime/invocation/next")
response = api.getresponse()
request_id = response.headers["Lambda-Runtime-Aws-Request-Id"]
answer = handle(json.load(response))
api.request("POST", f"/2018-06-01/runtime/invocation/{request_id}/response", json.dumps(answer))
api.getresponse().read()
