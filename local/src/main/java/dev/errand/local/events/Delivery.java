package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * An event that is to be delivered to a function.
 *
 * @param id of this delivery, a file name
 * @param function the logical id of the target
 * @param event what the function gets
 * @param deadLetterQueue ARN of the queue for the event if all attempts fail, or null
 * @param since when it was first tried
 * @param failures how often it failed so far
 */
record Delivery(
    String id,
    String function,
    JsonNode event,
    String deadLetterQueue,
    Instant since,
    int failures) {

  /** The UUID behind the time in the id. */
  String requestId() {
    return id.substring(id.indexOf('-') + 1);
  }

  Delivery failedOnceMore() {
    return new Delivery(id, function, event, deadLetterQueue, since, failures + 1);
  }
}
