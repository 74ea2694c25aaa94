package dev.errand.functions.execution;

import java.time.Instant;
import java.util.Optional;

/**
 * One visit of an execution to a state of its state machine.
 *
 * @param name of the state
 * @param type of the state, such as {@code Task}
 * @param retries how often the state's {@code Retry} began its task again
 * @param error the name of the error that the state's last try ended with, if it ended with one
 * @param cause what Step Functions says about this error
 * @param taskArn of the last ECS task that the state started
 */
public record StateVisit(
    String name,
    String type,
    Outcome outcome,
    Instant enteredAt,
    Optional<Instant> exitedAt,
    int retries,
    Optional<String> error,
    Optional<String> cause,
    Optional<String> taskArn,
    Optional<String> input,
    Optional<String> output) {

  /** How a visit ended, if it has ended. */
  public enum Outcome {
    RUNNING,
    SUCCEEDED,
    /** The state failed, and a {@code Catch} of it named where to go on. */
    CAUGHT,
    /** The execution failed in this state. */
    FAILED,
    /** The execution was aborted or timed out in this state. */
    STOPPED
  }
}
