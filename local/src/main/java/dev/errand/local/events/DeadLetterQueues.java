package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The template's queues, by ARN: events that no function took, and what is sent to them. */
public final class DeadLetterQueues {

  private static final String TEXT = "text";
  private static final String BODY = "body";
  private static final String ATTRIBUTES = "attributes";
  private static final String SENT_AT = "sent_at";

  private final Map<String, JsonFiles<JsonNode>> queues = new ConcurrentHashMap<>();
  private final Path folder;

  /**
   * @param folder for one folder of messages for each queue
   */
  public DeadLetterQueues(Path folder) {
    this.folder = folder;
  }

  /** The messages of a queue, the oldest first. */
  public List<DeadLetter> messages(String queueArn) {
    return List.copyOf(byId(queueArn).values());
  }

  /** The messages of a queue by their ids, the oldest first. */
  Map<String, DeadLetter> byId(String queue) {
    Map<String, DeadLetter> letters = new LinkedHashMap<>();
    queue(queue).byId().forEach((id, message) -> letters.put(id, letter(id, message)));
    return letters;
  }

  /**
   * Keeps a message.
   *
   * @param id 15 digits, the milliseconds of 1970 at which the event was accepted, then a hyphen
   *     and a UUID
   */
  public void send(String queueArn, String id, DeadLetter letter) {
    ObjectNode message = Json.object();
    message.put(TEXT, letter.body());
    letter.attributes().forEach(message.putObject(ATTRIBUTES)::put);
    message.put(SENT_AT, letter.sentAt().toEpochMilli());
    queue(queueArn).put(id, message);
  }

  /**
   * Earlier versions kept the event alone, then the event and its attributes, not the text. An id
   * begins with the millisecond at which the event was accepted.
   */
  private static DeadLetter letter(String id, JsonNode message) {
    Instant acceptedAt = Instant.ofEpochMilli(Long.parseLong(id.substring(0, id.indexOf('-'))));
    if (!message.has(ATTRIBUTES) || !(message.has(TEXT) || message.has(BODY))) {
      return new DeadLetter(Json.write(message), Map.of(), acceptedAt);
    }
    Map<String, String> attributes = new LinkedHashMap<>();
    message
        .get(ATTRIBUTES)
        .properties()
        .forEach(field -> attributes.put(field.getKey(), field.getValue().asText()));
    return new DeadLetter(
        message.has(TEXT) ? message.get(TEXT).asText() : Json.write(message.get(BODY)),
        attributes,
        Instant.ofEpochMilli(message.path(SENT_AT).asLong(acceptedAt.toEpochMilli())));
  }

  void delete(String queueName, String id) {
    queue(queueName).remove(id);
  }

  private JsonFiles<JsonNode> queue(String arn) {
    String name = arn.substring(arn.lastIndexOf(':') + 1);
    return queues.computeIfAbsent(
        name, known -> new JsonFiles<>(folder.resolve(known), JsonNode.class));
  }
}
