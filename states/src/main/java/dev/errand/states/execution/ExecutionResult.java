package dev.errand.states.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.StatesError;
import java.util.Optional;

/**
 * How an execution ended.
 *
 * @param output if it succeeded
 * @param error if it ended otherwise and the error has a name
 * @param cause if it ended otherwise and more is known than the name
 */
public record ExecutionResult(
    Kind kind, Optional<JsonNode> output, Optional<String> error, Optional<String> cause) {

  /** The final statuses of an execution. */
  public enum Kind {
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  static ExecutionResult succeeded(JsonNode output) {
    return new ExecutionResult(
        Kind.SUCCEEDED, Optional.of(output), Optional.empty(), Optional.empty());
  }

  static ExecutionResult failed(StatesError error) {
    return of(Kind.FAILED, error.error(), error.cause());
  }

  /** A result without an output. */
  public static ExecutionResult of(Kind kind, Optional<String> error, Optional<String> cause) {
    return new ExecutionResult(kind, Optional.empty(), error, cause);
  }
}
