package dev.errand.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the role of the worker's task allows, by the translated template.
 *
 * @param statements of its policies
 * @param values of the references in them, such as {@code Table.Arn}
 */
record TaskRole(List<JsonNode> statements, Map<String, String> values) {

  private static final String TABLE = "arn:aws:dynamodb:us-east-1:123456789012:table/";

  /**
   * An action on a resource.
   *
   * @param partition of the item; empty if it is none
   */
  record Use(String action, String resource, String partition) {

    /** What a line of {@link CallRecorder} needs. Source: Service Authorization Reference. */
    static Use of(String line) {
      String[] call = line.split("\t", -1);
      String key = call[2].isEmpty() ? "" : "/" + call[2];
      return switch (call[0]) {
        case "PutObject", "CreateMultipartUpload", "UploadPart", "CompleteMultipartUpload" ->
            new Use("s3:PutObject", "arn:aws:s3:::" + call[1] + key, "");
        case "GetObject", "HeadObject" ->
            new Use("s3:GetObject", "arn:aws:s3:::" + call[1] + key, "");
        case "AbortMultipartUpload" ->
            new Use("s3:AbortMultipartUpload", "arn:aws:s3:::" + call[1] + key, "");
        case "ListMultipartUploads" ->
            new Use("s3:ListBucketMultipartUploads", "arn:aws:s3:::" + call[1], "");
        case "PutItem" -> new Use("dynamodb:PutItem", TABLE + call[1], call[2]);
        case "GetSecretValue" -> new Use("secretsmanager:GetSecretValue", call[1], "");
        default -> throw new IllegalArgumentException("which action is " + call[0] + "?");
      };
    }
  }

  /** The role in a stack with this bucket, table and secret. */
  static TaskRole of(String bucket, String table, String secret) throws IOException {
    JsonNode template =
        new JsonMapper().readTree(Path.of("..", "deploy", "cloudformation.json").toFile());
    return new TaskRole(
        template.at("/Resources/TaskRole/Properties/Policies").findValues("Statement").stream()
            .flatMap(JsonNode::valueStream)
            .filter(statement -> statement.has("Action"))
            .toList(),
        Map.of(
            "Bucket.Arn", "arn:aws:s3:::" + bucket,
            "Table.Arn", TABLE + table,
            "RecordsApiTokenSecretArn", secret));
  }

  Set<String> actions() {
    return statements.stream()
        .flatMap(statement -> texts(statement.get("Action")))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  boolean allows(Use use) {
    return statements.stream()
        .filter(statement -> texts(statement.get("Action")).anyMatch(use.action()::equals))
        .filter(
            statement ->
                texts(statement.get("Resource")).anyMatch(each -> like(each, use.resource())))
        .map(statement -> statement.at("/Condition/ForAllValues:StringLike/dynamodb:LeadingKeys"))
        .anyMatch(
            keys ->
                keys.isMissingNode() || texts(keys).anyMatch(each -> like(each, use.partition())));
  }

  private Stream<String> texts(JsonNode oneOrMany) {
    return (oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany)).map(this::text);
  }

  private String text(JsonNode value) {
    if (value.has("Fn::Sub")) {
      return value.get("Fn::Sub").asText().replace("${Bucket.Arn}", values.get("Bucket.Arn"));
    }
    if (value.has("Fn::GetAtt")) {
      return values.get(
          value.at("/Fn::GetAtt/0").asText() + "." + value.at("/Fn::GetAtt/1").asText());
    }
    return value.has("Ref") ? values.get(value.get("Ref").asText()) : value.asText();
  }

  /** All patterns of the role end with their only asterisk, if they have one. */
  private static boolean like(String pattern, String text) {
    return text.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
  }
}
