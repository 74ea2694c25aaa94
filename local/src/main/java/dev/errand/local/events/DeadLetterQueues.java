package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Durable queues of events that no function took, by ARN. */
public final class DeadLetterQueues {

  private final Map<String, JsonFiles<JsonNode>> queues = new ConcurrentHashMap<>();
  private final Path folder;

  /**
   * @param folder for one folder of messages for each queue
   */
  public DeadLetterQueues(Path folder) {
    this.folder = folder;
  }

  /** The events in a queue, the oldest first. */
  public List<JsonNode> messages(String queueArn) {
    return queue(queueArn).all();
  }

  /** The events in a queue by their ids, the oldest first. */
  Map<String, JsonNode> byId(String queueName) {
    return queue(queueName).byId();
  }

  void send(String queueArn, String id, JsonNode event) {
    queue(queueArn).put(id, event);
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
