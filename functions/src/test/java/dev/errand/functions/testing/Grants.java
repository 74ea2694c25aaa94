package dev.errand.functions.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the role of a function allows on which resources, by the translated template.
 *
 * @param statements of its policies
 * @param values of the references in them, such as {@code Table.Arn}
 */
public record Grants(List<JsonNode> statements, Map<String, String> values) {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");
  private static final String ACCOUNT = ":us-east-1:123456789012:";

  /**
   * Of the role with these policies, in a stack with the resources of these tests.
   *
   * @param policies of the role
   * @param table the name of the status table
   */
  public static Grants of(JsonNode policies, String table) {
    return new Grants(
        policies.findValues("Statement").stream().flatMap(JsonNode::valueStream).toList(),
        Map.ofEntries(
            Map.entry("Table.Arn", "arn:aws:dynamodb" + ACCOUNT + "table/" + table),
            Map.entry("Bucket.Arn", "arn:aws:s3:::errand"),
            Map.entry("ReportStateMachine", "arn:aws:states" + ACCOUNT + "stateMachine:report"),
            Map.entry("ReportStateMachine.Name", "report"),
            Map.entry("Cluster", "errand"),
            Map.entry("Cluster.Arn", "arn:aws:ecs" + ACCOUNT + "cluster/errand"),
            Map.entry(
                "StatusDeadLetters.Arn", "arn:aws:sqs" + ACCOUNT + "errand-StatusDeadLetters"),
            Map.entry(
                "RecorderFunction.Arn",
                "arn:aws:lambda" + ACCOUNT + "function:errand-RecorderFunction"),
            Map.entry("WebhookKey", SamLocal.WEBHOOK_KEY),
            Map.entry("WorkerLogGroup", LocalLogs.GROUP),
            Map.entry("EventBusName", "default"),
            Map.entry("AWS::Partition", "aws"),
            Map.entry("AWS::Region", "us-east-1"),
            Map.entry("AWS::AccountId", "123456789012")));
  }

  /** Whether a statement allows it. */
  public boolean allow(AwsCall.Use use) {
    return statements.stream()
        .filter(statement -> texts(statement.path("Action")).anyMatch(use.action()::equals))
        .filter(
            statement -> texts(statement.path("Resource")).anyMatch(r -> like(r, use.resource())))
        .anyMatch(statement -> conditions(statement).allMatch(wanted -> holds(wanted, use)));
  }

  private static boolean holds(Stream<String> wanted, AwsCall.Use use) {
    return wanted.anyMatch(pattern -> like(pattern, use.scope()));
  }

  /** The values of each condition: all of these are about partition keys or a cluster. */
  private Stream<Stream<String>> conditions(JsonNode statement) {
    return statement
        .path("Condition")
        .valueStream()
        .flatMap(JsonNode::valueStream)
        .map(this::texts);
  }

  private Stream<String> texts(JsonNode oneOrMany) {
    return (oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany)).map(this::text);
  }

  private String text(JsonNode value) {
    if (value.isTextual()) {
      return value.asText();
    }
    if (value.has("Ref")) {
      return resolved(value.get("Ref").asText());
    }
    if (value.has("Fn::GetAtt")) {
      return resolved(
          value
              .get("Fn::GetAtt")
              .valueStream()
              .map(JsonNode::asText)
              .collect(Collectors.joining(".")));
    }
    return PLACEHOLDER
        .matcher(value.path("Fn::Sub").asText())
        .replaceAll(found -> resolved(found.group(1)));
  }

  private String resolved(String reference) {
    return Optional.ofNullable(values.get(reference)).orElse("unresolved:" + reference);
  }

  private static boolean like(String pattern, String text) {
    String regex =
        Stream.of(pattern.split("(?<=\\*)|(?=\\*)"))
            .map(part -> part.equals("*") ? ".*" : Pattern.quote(part))
            .collect(Collectors.joining());
    return text.matches(regex);
  }
}
