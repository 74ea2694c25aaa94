package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.AwsJson;
import dev.errand.local.awsjson.Input;
import dev.errand.local.files.Digests;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The part of the API of SQS that sends, receives and redrives messages. A message that was
 * received is hidden for its visibility timeout, one that was sent for its delay, or until the next
 * start. Long polling answers at once.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/">API
 *     reference</a>
 */
public final class SqsApi implements Handler {

  private static final int VISIBILITY_TIMEOUT_SECONDS = 30;
  private static final int MAX_MESSAGE_BYTES = 1_048_576;

  private final Set<String> names;
  private final DeadLetterQueues queues;
  private final Clock clock;
  private final AwsJson protocol;
  private final Map<String, Instant> hiddenUntil = new HashMap<>();

  /**
   * @param names of the queues that there are
   */
  public SqsApi(Set<String> names, DeadLetterQueues queues, Clock clock) {
    this.names = names;
    this.queues = queues;
    this.clock = clock;
    this.protocol =
        new AwsJson(
            "AmazonSQS",
            "1.0",
            Map.of(
                "SendMessage", this::sendMessage,
                "ReceiveMessage", this::receiveMessage,
                "DeleteMessage", this::deleteMessage,
                "ChangeMessageVisibility", this::changeMessageVisibility,
                "GetQueueAttributes", this::getQueueAttributes));
  }

  /** Its operations, for calls that come from this process. */
  public AwsJson operations() {
    return protocol;
  }

  @Override
  public void handle(Context http) {
    protocol.handle(http);
  }

  private synchronized ObjectNode sendMessage(Input input) {
    String queue = queue(input);
    String body = input.text("MessageBody").orElse("");
    if (body.isEmpty()) {
      throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
    }
    if (body.getBytes(StandardCharsets.UTF_8).length > MAX_MESSAGE_BYTES) {
      throw new AwsError(
          "InvalidParameterValue",
          "One or more parameters are invalid. Reason: Message must be shorter than %d bytes."
              .formatted(MAX_MESSAGE_BYTES));
    }
    JsonNode attributes = input.body().path("MessageAttributes");
    Instant now = clock.instant();
    String id = "%015d-%s".formatted(now.toEpochMilli(), UUID.randomUUID());
    queues.send(queue, id, new DeadLetter(body, texts(attributes), now));
    int delay = input.body().path("DelaySeconds").asInt();
    if (delay > 0) {
      hiddenUntil.put(id, now.plusSeconds(delay));
    }
    ObjectNode output =
        Json.object().put("MessageId", id).put("MD5OfMessageBody", Digests.md5(body));
    return attributes.isEmpty()
        ? output
        : output.put("MD5OfMessageAttributes", AttributesDigest.of(attributes));
  }

  private static Map<String, String> texts(JsonNode attributes) {
    Map<String, String> texts = new LinkedHashMap<>();
    attributes
        .properties()
        .forEach(
            attribute -> {
              if (!attribute.getValue().path("DataType").asText().equals("String")) {
                throw new AwsError(
                    "UnsupportedOperation",
                    "The local stage takes message attributes of the type String only, and not "
                        + attribute.getKey());
              }
              texts.put(attribute.getKey(), attribute.getValue().path("StringValue").asText());
            });
    return texts;
  }

  private synchronized ObjectNode receiveMessage(Input input) {
    String queue = queue(input);
    int maximum = input.body().path("MaxNumberOfMessages").asInt(1);
    int hidden = input.body().path("VisibilityTimeout").asInt(VISIBILITY_TIMEOUT_SECONDS);
    Instant now = clock.instant();
    ArrayNode messages = Json.MAPPER.createArrayNode();
    for (Map.Entry<String, DeadLetter> message : queues.byId(queue).entrySet()) {
      String id = message.getKey();
      if (messages.size() < maximum && !isHidden(id, now)) {
        hiddenUntil.put(id, now.plusSeconds(hidden));
        String body = message.getValue().body();
        ObjectNode received =
            messages
                .addObject()
                .put("MessageId", id)
                .put("ReceiptHandle", id)
                .put("MD5OfBody", Digests.md5(body))
                .put("Body", body);
        received
            .putObject("Attributes")
            .put("SentTimestamp", Long.toString(message.getValue().sentAt().toEpochMilli()));
        putAttributes(received, message.getValue(), input.body().path("MessageAttributeNames"));
      }
    }
    ObjectNode output = Json.object();
    if (!messages.isEmpty()) {
      output.set("Messages", messages);
    }
    return output;
  }

  private static void putAttributes(ObjectNode received, DeadLetter letter, JsonNode names) {
    ObjectNode wanted = Json.object();
    letter
        .attributes()
        .forEach(
            (name, value) -> {
              if (isAskedFor(name, names)) {
                wanted.putObject(name).put("DataType", "String").put("StringValue", value);
              }
            });
    if (!wanted.isEmpty()) {
      received.set("MessageAttributes", wanted);
      received.put("MD5OfMessageAttributes", AttributesDigest.of(wanted));
    }
  }

  private boolean isHidden(String id, Instant now) {
    return hiddenUntil.getOrDefault(id, Instant.MIN).isAfter(now);
  }

  /** By name, by {@code All}, or by the beginning of the name and {@code .*}. */
  private static boolean isAskedFor(String attribute, JsonNode names) {
    for (JsonNode element : names) {
      String name = element.asText();
      if (name.equals("All")
          || name.equals(attribute)
          || (name.endsWith(".*") && attribute.startsWith(name.substring(0, name.length() - 2)))) {
        return true;
      }
    }
    return false;
  }

  private synchronized ObjectNode deleteMessage(Input input) {
    String queue = queue(input);
    String id = handle(input);
    queues.delete(queue, id);
    hiddenUntil.remove(id);
    return Json.object();
  }

  private synchronized ObjectNode changeMessageVisibility(Input input) {
    String queue = queue(input);
    String id = handle(input);
    if (!queues.byId(queue).containsKey(id)) {
      throw new AwsError("InvalidParameterValue", "The message does not exist.");
    }
    hiddenUntil.put(
        id, clock.instant().plusSeconds(input.body().path("VisibilityTimeout").asLong()));
    return Json.object();
  }

  private synchronized ObjectNode getQueueAttributes(Input input) {
    Instant now = clock.instant();
    Set<String> ids = queues.byId(queue(input)).keySet();
    long hidden = ids.stream().filter(id -> isHidden(id, now)).count();
    Map<String, Long> known =
        Map.of(
            "ApproximateNumberOfMessages",
            ids.size() - hidden,
            "ApproximateNumberOfMessagesNotVisible",
            hidden);
    ObjectNode attributes = Json.object();
    for (String name : input.texts("AttributeNames")) {
      known.forEach(
          (attribute, value) -> {
            if (name.equals("All") || name.equals(attribute)) {
              attributes.put(attribute, value.toString());
            }
          });
    }
    ObjectNode output = Json.object();
    output.set("Attributes", attributes);
    return output;
  }

  private static String handle(Input input) {
    String id = input.required("ReceiptHandle");
    if (!id.matches("[0-9]{15}-[0-9a-f-]{36}")) {
      throw new AwsError("ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
    }
    return id;
  }

  /** The name at the end of the URL. */
  private String queue(Input input) {
    String url = input.required("QueueUrl");
    String name = url.substring(url.lastIndexOf('/') + 1);
    if (!names.contains(name)) {
      throw new AwsError("QueueDoesNotExist", "The specified queue does not exist.");
    }
    return name;
  }
}
