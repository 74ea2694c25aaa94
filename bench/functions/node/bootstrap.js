// The intake job in Node with AWS SDK v3, under a minimal Lambda runtime: one event, one answer.
import http from "node:http";
import { randomBytes } from "node:crypto";
import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";

const TableName = process.env.TABLE_NAME;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const STATUS = /^[A-Za-z_]{1,64}$/;

const dynamodb = new DynamoDBClient({});
const stepfunctions = new SFNClient({});

function ulid(now) {
  const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  let value = (BigInt(now) << 80n) | BigInt("0x" + randomBytes(10).toString("hex"));
  let text = "";
  for (let i = 0; i < 26; i++, value >>= 5n) text = alphabet[Number(value & 31n)] + text;
  return text;
}

function problems(request) {
  const filter = request.filter ?? {};
  const found = [];
  if (Object.keys(request).join() !== "filter") found.push("/");
  if (Object.keys(filter).sort().join() !== "client_id,end_date,start_date,status") found.push("/filter");
  if (!UUID.test(filter.client_id)) found.push("/filter/client_id");
  if (!DATE.test(filter.start_date) || !DATE.test(filter.end_date) || filter.end_date < filter.start_date)
    found.push("/filter/end_date");
  if (!STATUS.test(filter.status)) found.push("/filter/status");
  return found;
}

async function handle(event) {
  const request = JSON.parse(event.body);
  const wrong = problems(request);
  if (wrong.length) return { statusCode: 400, body: JSON.stringify({ errors: wrong }) };
  const now = new Date().toISOString();
  const id = ulid(Date.now());
  const client = request.filter.client_id;
  const expires_at = { N: String(Math.floor(Date.now() / 1000) + 90 * 86400) };
  const ConditionExpression = "attribute_not_exists(pk)";
  await dynamodb.send(new TransactWriteItemsCommand({
    TransactItems: [
      { Put: { TableName, ConditionExpression, Item: {
        pk: { S: "REPORT#" + id }, sk: { S: "STATUS" }, id: { S: id }, request: { S: event.body },
        client_id: { S: client }, status: { S: "QUEUED" }, created_at: { S: now },
        created_at_id: { S: now + "#" + id }, active_shard: { S: "1" }, active_since: { S: now }, expires_at } } },
      { Put: { TableName, Item: {
        pk: { S: "REPORT#" + id }, sk: { S: "EVENT#000001" }, at: { S: now }, status: { S: "QUEUED" }, expires_at } } },
      { Update: { TableName, Key: { pk: { S: "CLIENT#" + client }, sk: { S: "ACTIVE" } },
        UpdateExpression: "ADD #active :one",
        ConditionExpression: "attribute_not_exists(#active) OR #active <= :room",
        ExpressionAttributeNames: { "#active": "active" },
        ExpressionAttributeValues: { ":one": { N: "1" }, ":room": { N: "9" } } } },
      { Put: { TableName, ConditionExpression, Item: {
        pk: { S: "KEY#caller#" + event.headers["idempotency-key"] }, sk: { S: "KEY" },
        report_id: { S: id }, expires_at } } },
    ],
  }));
  await stepfunctions.send(new StartExecutionCommand({
    stateMachineArn: process.env.STATE_MACHINE_ARN, name: id + "-1", input: event.body,
  }));
  const path = "/v1/reports/" + id;
  return {
    statusCode: 202,
    headers: { "Content-Type": "application/json", Location: path, "Retry-After": "1" },
    body: JSON.stringify({ id, status: "QUEUED", filter: request.filter, created_at: now, links: { self: path } }),
  };
}

function call(method, path, body) {
  const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
  return new Promise((resolve, reject) => {
    const request = http.request({ host, port, method, path: "/2018-06-01/runtime/" + path }, (response) => {
      let text = "";
      response.on("data", (part) => (text += part));
      response.on("end", () => resolve({ headers: response.headers, text }));
    });
    request.on("error", reject);
    request.end(body);
  });
}

async function main() {
  const next = await call("GET", "invocation/next");
  const id = next.headers["lambda-runtime-aws-request-id"];
  await call("POST", `invocation/${id}/response`, JSON.stringify(await handle(JSON.parse(next.text))));
  process.exit(0);
}

main();
