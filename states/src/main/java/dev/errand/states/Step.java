package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an execution does next. */
public sealed interface Step {

  /**
   * Call a service, then tell {@link Interpreter#succeed} or {@link Interpreter#fail} how it went.
   *
   * @param timeout after which the call has failed with {@code States.Timeout}
   */
  record Run(String resource, JsonNode parameters, Optional<Duration> timeout) implements Step {}

  /** Wait, then ask {@link Interpreter#wake}. */
  record Sleep(Instant until) implements Step {}

  /** Wait, then {@link Interpreter#enter} the same state again. */
  record Retry(Position position, Duration delay, StatesError error) implements Step {}

  /**
   * {@link Interpreter#enter} the next state.
   *
   * @param output of the state that is left
   * @param failure what was caught, if it was left by a catcher
   */
  record Move(Position position, JsonNode output, Optional<StatesError> failure) implements Step {}

  /** The execution has succeeded. */
  record Succeeded(JsonNode output) implements Step {}

  /** The execution has failed. Error and cause are {@code null} where the state names none. */
  record Failed(String error, String cause) implements Step {}
}
