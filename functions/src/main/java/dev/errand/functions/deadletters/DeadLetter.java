package dev.errand.functions.deadletters;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.errand.core.Attempt;
import java.time.Instant;
import java.util.Optional;

/**
 * A status change that could not be recorded.
 *
 * @param id the id of the message in the queue
 * @param receipt the handle by which it is deleted or made visible again
 * @param enteredAt when it came into the queue
 * @param event the event as EventBridge delivered it, which need not be JSON
 * @param error why it was not recorded, as Lambda or EventBridge states it
 */
record DeadLetter(
    String id, String receipt, Instant enteredAt, String event, Optional<String> error) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The attempt whose status changed; empty if the event names none. */
  Optional<Attempt> attempt() {
    return text("name").flatMap(DeadLetter::attempt);
  }

  /** The status that Step Functions reports. */
  Optional<String> status() {
    return text("status");
  }

  private static Optional<Attempt> attempt(String executionName) {
    try {
      return Optional.of(Attempt.fromExecutionName(executionName));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private Optional<String> text(String field) {
    return Optional.ofNullable(parsed().path("detail").path(field).textValue());
  }

  private JsonNode parsed() {
    try {
      return JSON.readTree(event);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}
