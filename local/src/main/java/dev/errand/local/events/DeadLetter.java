package dev.errand.local.events;

import java.time.Instant;
import java.util.Map;

/**
 * A message of a queue, in most cases an event that no function took.
 *
 * @param body a text; of an event, its JSON
 * @param attributes of an event, why it is here, as Lambda says it: {@code RequestID}, {@code
 *     ErrorCode}, {@code ErrorMessage}
 * @param sentAt when it came into the queue
 */
public record DeadLetter(String body, Map<String, String> attributes, Instant sentAt) {

  public DeadLetter {
    attributes = Map.copyOf(attributes);
  }
}
