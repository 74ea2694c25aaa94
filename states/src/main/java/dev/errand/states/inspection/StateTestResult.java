package dev.errand.states.inspection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.StatesError;
import java.util.Optional;

/**
 * The result of the test of a state.
 *
 * @param output if the state succeeded, or failed with an error that is caught
 * @param next the state after it, if there is one
 * @param error if it failed
 * @param inspection what each field made of the data up to the end or the failure, as TestState's
 *     {@code inspectionData}: documents are JSON as text
 */
public record StateTestResult(
    Status status,
    Optional<JsonNode> output,
    Optional<String> next,
    Optional<StatesError> error,
    ObjectNode inspection) {

  /** How the state ended. */
  public enum Status {
    SUCCEEDED,
    FAILED,
    /** A retrier applies. */
    RETRIABLE,
    /** A catcher applies. */
    CAUGHT_ERROR
  }
}
