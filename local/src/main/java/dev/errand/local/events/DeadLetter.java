package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;

/**
 * A message of a dead-letter queue.
 *
 * @param body the event
 * @param attributes why it is here, as Lambda says it: {@code RequestID}, {@code ErrorCode}, {@code
 *     ErrorMessage}
 * @param sentAt when it came into the queue
 */
public record DeadLetter(JsonNode body, Map<String, String> attributes, Instant sentAt) {

  public DeadLetter {
    attributes = Map.copyOf(attributes);
  }
}
