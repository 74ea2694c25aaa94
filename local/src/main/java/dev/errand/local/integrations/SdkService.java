package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A service that is called by the AWS SDK, as Step Functions does: parameters and answers have
 * names in Pascal case, times are texts, and JSON that the API takes as a text may be given as
 * JSON.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">
 *     AWS SDK service integrations</a>
 */
public enum SdkService {
  CLOUD_WATCH("cloudwatch", "CloudWatch", false, ""),
  ECS("ecs", "Ecs", true, ""),
  EVENT_BRIDGE("eventbridge", "EventBridge", false, "Detail"),
  SECRETS_MANAGER("secretsmanager", "SecretsManager", false, "SecretString"),
  SFN("sfn", "Sfn", true, "definition|input|output|variables|context"),
  SQS("sqs", "Sqs", false, "MessageBody");

  private static final String RESOURCE = "arn:aws:states:::aws-sdk:";
  private static final Pattern TIME = Pattern.compile("(?i).*(?:date|timestamp)|.*At");

  /** Whose names are those of states. */
  private static final String BY_STATE = "variableReferences";

  private final String id;
  private final String errorName;
  private final boolean camelCase;
  private final Pattern documents;

  /**
   * A service.
   *
   * @param id in the resource of a state
   * @param errorName before the dot of an error's name
   * @param camelCase whether the service's own names begin in lower case
   * @param documents members that are JSON as a text, as a pattern
   */
  SdkService(String id, String errorName, boolean camelCase, String documents) {
    this.id = id;
    this.errorName = errorName;
    this.camelCase = camelCase;
    this.documents = Pattern.compile(documents);
  }

  /** What the resources of states begin with. */
  String prefix() {
    return RESOURCE + id + ":";
  }

  /** The parameters of a state as the service takes them. */
  ObjectNode request(JsonNode parameters) {
    if (parameters instanceof ObjectNode object) {
      return request(object);
    }
    throw StatesError.runtime("The parameters of a call have to be a JSON object.");
  }

  private ObjectNode request(ObjectNode parameters) {
    ObjectNode request = Json.object();
    parameters
        .properties()
        .forEach(
            member -> {
              String name = camelCase ? decapitalized(member.getKey()) : member.getKey();
              JsonNode value = member.getValue();
              request.set(
                  name,
                  documents.matcher(name).matches() && !value.isTextual()
                      ? Json.MAPPER.getNodeFactory().textNode(Json.write(value))
                      : nested(value, this::request));
            });
    return request;
  }

  /** The service's answer as the state's result. */
  ObjectNode result(ObjectNode answer) {
    ObjectNode result = Json.object();
    answer
        .properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              if (value.isNumber() && TIME.matcher(name).matches()) {
                result.put(capitalized(name), time(value));
              } else {
                result.set(
                    capitalized(name), name.equals(BY_STATE) ? value : nested(value, this::result));
              }
            });
    return result;
  }

  private static JsonNode nested(JsonNode value, UnaryOperator<ObjectNode> form) {
    if (value instanceof ObjectNode object) {
      return form.apply(object);
    }
    if (value instanceof ArrayNode array) {
      ArrayNode elements = Json.MAPPER.createArrayNode();
      array.forEach(element -> elements.add(nested(element, form)));
      return elements;
    }
    return value;
  }

  /** A refusal of the service as a state's error. */
  StatesError error(AwsError refused) {
    return error(errorName, refused);
  }

  /**
   * A refusal of the service as a state's error.
   *
   * @param name before the dot of the error's name
   */
  StatesError error(String name, AwsError refused) {
    String type = refused.type();
    return new StatesError(
        name + "." + type + (type.endsWith("Exception") ? "" : "Exception"),
        "%s (Service: %s, Status Code: 400, Request ID: %s) (SDK Attempt Count: 1)"
            .formatted(refused.getMessage(), errorName, UUID.randomUUID()));
  }

  private static String time(JsonNode seconds) {
    return Instant.ofEpochMilli(seconds.decimalValue().movePointRight(3).longValue()).toString();
  }

  static String capitalized(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  static String decapitalized(String name) {
    return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }
}
