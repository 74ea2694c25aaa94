package dev.errand.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;

/**
 * An event for a function, in the queue of asynchronous invocations.
 *
 * @param id the name of its file
 * @param function the logical id of the target
 * @param event what the function gets
 * @param deadLetterQueue ARN of the queue for the event if all attempts fail, if there is one
 * @param since when it was accepted
 * @param failures how often it failed so far
 */
record QueuedEvent(
    String id,
    String function,
    JsonNode event,
    Optional<String> deadLetterQueue,
    Instant since,
    int failures) {

  /** The UUID behind the time in the id. */
  String requestId() {
    return id.substring(id.indexOf('-') + 1);
  }

  QueuedEvent failedOnceMore() {
    return new QueuedEvent(id, function, event, deadLetterQueue, since, failures + 1);
  }
}
