package dev.errand.functions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A request to DynamoDB, Step Functions, ECS, EventBridge, Secrets Manager, CloudWatch Logs, SQS,
 * Lambda or S3.
 *
 * @param operation such as {@code DynamoDB_20120810.Query}, or for Lambda and S3 the HTTP method
 *     and the target
 * @param body its parameters; nothing for Lambda and S3
 */
public record AwsCall(String operation, JsonNode body) {

  private static final Pattern PARTITION = Pattern.compile("pk = (:\\w+)");

  private static final Pattern INVOCATION =
      Pattern.compile("POST /2015-03-31/functions/([^/]+)/invocations");

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The requests in what a client sent through one connection. */
  static List<AwsCall> readAll(byte[] sent) {
    String text = new String(sent, StandardCharsets.ISO_8859_1);
    List<AwsCall> calls = new ArrayList<>();
    int at = 0;
    for (int end = text.indexOf("\r\n\r\n", at); end >= 0; end = text.indexOf("\r\n\r\n", at)) {
      String[] head = text.substring(at, end).split("\r\n", -1);
      Map<String, String> headers = headers(head);
      int bodyEnd = end + 4 + Integer.parseInt(headers.getOrDefault("content-length", "0"));
      if (bodyEnd > text.length()) {
        break;
      }
      String body = text.substring(end + 4, bodyEnd);
      String target = headers.get("x-amz-target");
      calls.add(
          target == null
              ? new AwsCall(
                  head[0].substring(0, head[0].lastIndexOf(' ')), MissingNode.getInstance())
              : new AwsCall(target, json(body)));
      at = bodyEnd;
    }
    return calls;
  }

  private static Map<String, String> headers(String[] head) {
    Map<String, String> headers = new TreeMap<>();
    for (String line : head) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        headers.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 2));
      }
    }
    return headers;
  }

  private static JsonNode json(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Source: Service Authorization Reference, "Actions, resources, and condition keys for S3". */
  private String s3Action() {
    String method = operation.substring(0, operation.indexOf(' '));
    String query = operation.contains("?") ? operation.substring(operation.indexOf('?')) : "";
    if (query.contains("list-type=")) {
      return "s3:ListBucket";
    }
    if (query.contains("uploads")) {
      return "s3:ListBucketMultipartUploads";
    }
    if (query.contains("uploadId=")) {
      return "s3:AbortMultipartUpload";
    }
    return switch (method) {
      case "GET" -> "s3:GetObject";
      case "DELETE" -> "s3:DeleteObject";
      default -> "s3:" + method;
    };
  }

  /**
   * The actions of IAM that it needs. Source: DynamoDB Developer Guide, "IAM and transactions": a
   * transaction needs what its parts would need alone.
   */
  public Set<String> actions() {
    String name = operation.substring(operation.indexOf('.') + 1);
    if (operation.startsWith("AWSStepFunctions.")) {
      return Set.of("states:" + name);
    }
    if (operation.startsWith("AmazonEC2ContainerService")) {
      return Set.of("ecs:" + name);
    }
    if (operation.startsWith("AWSEvents.")) {
      return Set.of("events:" + name);
    }
    if (operation.startsWith("secretsmanager.")) {
      return Set.of("secretsmanager:" + name);
    }
    if (operation.startsWith("Logs_")) {
      return Set.of("logs:" + name);
    }
    if (operation.startsWith("AmazonSQS.")) {
      return Set.of("sqs:" + name);
    }
    if (INVOCATION.matcher(operation).matches()) {
      return Set.of("lambda:InvokeFunction");
    }
    if (!operation.startsWith("DynamoDB_")) {
      return Set.of(s3Action());
    }
    if (!name.equals("TransactWriteItems")) {
      return Set.of("dynamodb:" + name);
    }
    Set<String> actions = new HashSet<>();
    for (JsonNode part : body.get("TransactItems")) {
      String kind = part.fieldNames().next();
      actions.add(
          "dynamodb:" + (kind.equals("ConditionCheck") ? "ConditionCheckItem" : kind + "Item"));
    }
    return actions;
  }

  /** What of which resource it uses, each of which a role has to allow. */
  public Stream<Use> uses() {
    String name = operation.substring(operation.indexOf('.') + 1);
    if (operation.startsWith("AWSStepFunctions.")) {
      String arn = body.path("executionArn").asText(body.path("stateMachineArn").asText());
      return Stream.of(new Use("states:" + name, arn, ""));
    }
    if (operation.startsWith("AmazonEC2ContainerService")) {
      return ecsUses("ecs:" + name);
    }
    if (operation.startsWith("AWSEvents.")) {
      return body.path("Entries")
          .valueStream()
          .map(
              entry ->
                  new Use(
                      "events:" + name,
                      "arn:aws:events:us-east-1:123456789012:event-bus/"
                          + entry.path("EventBusName").asText(),
                      ""));
    }
    if (operation.startsWith("secretsmanager.")) {
      return Stream.of(new Use("secretsmanager:" + name, body.path("SecretId").asText(), ""));
    }
    if (operation.startsWith("Logs_")) {
      return Stream.of(
          new Use(
              "logs:" + name,
              "arn:aws:logs:us-east-1:123456789012:log-group:%s:log-stream:%s"
                  .formatted(
                      body.path("logGroupName").asText(), body.path("logStreamName").asText()),
              ""));
    }
    if (operation.startsWith("AmazonSQS.")) {
      String queue = body.path("QueueUrl").asText().replaceFirst(".*/", "");
      return Stream.of(new Use("sqs:" + name, "arn:aws:sqs:us-east-1:123456789012:" + queue, ""));
    }
    Matcher invocation = INVOCATION.matcher(operation);
    if (invocation.matches()) {
      String function = URLDecoder.decode(invocation.group(1), StandardCharsets.UTF_8);
      return Stream.of(
          new Use(
              "lambda:InvokeFunction",
              "arn:aws:lambda:us-east-1:123456789012:function:" + function,
              ""));
    }
    if (!operation.startsWith("DynamoDB_")) {
      String path = operation.replaceFirst("^[A-Z]+ /", "").replaceFirst("\\?.*", "");
      return Stream.of(new Use(s3Action(), "arn:aws:s3:::" + path, ""));
    }
    if (name.equals("TransactWriteItems")) {
      return body.get("TransactItems")
          .valueStream()
          .flatMap(part -> part.properties().stream())
          .map(
              part ->
                  tableUse(
                      part.getKey().equals("ConditionCheck")
                          ? "ConditionCheckItem"
                          : part.getKey() + "Item",
                      part.getValue()));
    }
    if (name.equals("BatchGetItem")) {
      return body.get("RequestItems").properties().stream()
          .flatMap(
              table ->
                  table
                      .getValue()
                      .get("Keys")
                      .valueStream()
                      .map(
                          key -> new Use("dynamodb:" + name, table(table.getKey()), leading(key))));
    }
    return Stream.of(tableUse(name, body));
  }

  private Stream<Use> ecsUses(String action) {
    if (body.has("tasks")) {
      return body.get("tasks").valueStream().map(task -> new Use(action, task.asText(), ""));
    }
    return Stream.of(new Use(action, body.path("task").asText("*"), body.path("cluster").asText()));
  }

  private static Use tableUse(String operation, JsonNode parameters) {
    String table = table(parameters.get("TableName").asText());
    String index =
        parameters.has("IndexName") ? "/index/" + parameters.get("IndexName").asText() : "";
    JsonNode key = parameters.has("Key") ? parameters.get("Key") : parameters.path("Item");
    return new Use(
        "dynamodb:" + operation,
        table + index,
        operation.equals("Query") ? queried(parameters) : leading(key));
  }

  /** The partition that a query of the table reads. */
  private static String queried(JsonNode parameters) {
    Matcher partition = PARTITION.matcher(parameters.path("KeyConditionExpression").asText());
    return partition.find()
        ? parameters.path("ExpressionAttributeValues").path(partition.group(1)).path("S").asText()
        : "";
  }

  private static String leading(JsonNode key) {
    return key.at("/pk/S").asText();
  }

  private static String table(String name) {
    return "arn:aws:dynamodb:us-east-1:123456789012:table/" + name;
  }

  /**
   * An action on a resource.
   *
   * @param scope the partition key of an item, or the cluster of a task; empty if it has none
   */
  public record Use(String action, String resource, String scope) {}
}
