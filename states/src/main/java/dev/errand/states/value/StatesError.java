package dev.errand.states.value;

import java.util.List;
import java.util.Optional;

/**
 * An error by the name that {@code Retry} and {@code Catch} match, such as {@code
 * States.TaskFailed}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">error
 *     names</a>
 */
public final class StatesError extends RuntimeException {

  public static final String ALL = "States.ALL";
  public static final String DATA_LIMIT = "States.DataLimitExceeded";
  public static final String INTRINSIC = "States.IntrinsicFailure";
  public static final String QUERY = "States.QueryEvaluationError";
  public static final String RUNTIME = "States.Runtime";
  public static final String TASK_FAILED = "States.TaskFailed";
  public static final String TIMEOUT = "States.Timeout";
  public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

  private final transient Optional<String> error;
  private final transient Optional<String> cause;
  private final transient Optional<String> location;
  private final boolean heartbeat;

  /**
   * An error.
   *
   * @param error the name
   * @param cause what happened: a sentence, or a task's description as JSON; may be the message of
   *     an exception that has none
   */
  public StatesError(String error, String cause) {
    this(Optional.ofNullable(error), Optional.ofNullable(cause));
  }

  /**
   * An error that may lack a name or a cause.
   *
   * @param error the name
   * @param cause what happened: a sentence, or a task's description as JSON
   */
  public StatesError(Optional<String> error, Optional<String> cause) {
    this(error, cause, Optional.empty(), false);
  }

  private StatesError(
      Optional<String> error,
      Optional<String> cause,
      Optional<String> location,
      boolean heartbeat) {
    super(error.orElse(null) + ": " + cause.orElse(null));
    this.error = error;
    this.cause = cause;
    this.location = location;
    this.heartbeat = heartbeat;
  }

  /** A call that has taken longer than {@code TimeoutSeconds}. */
  public static StatesError timeout() {
    return new StatesError(Optional.of(TIMEOUT), Optional.empty());
  }

  /**
   * A call that has sent no heartbeat for {@code HeartbeatSeconds}. Its name is that of a time-out;
   * {@code Retry} and {@code Catch} can match it by {@code States.HeartbeatTimeout}.
   */
  public static StatesError heartbeatTimeout() {
    return new StatesError(Optional.of(TIMEOUT), Optional.empty(), Optional.empty(), true);
  }

  /** A Map Run in which more child executions have failed than its threshold tolerates. */
  public static StatesError toleratedFailuresExceeded() {
    return new StatesError(
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded");
  }

  public static StatesError runtime(String cause) {
    return new StatesError(RUNTIME, cause);
  }

  public static StatesError intrinsic(String cause) {
    return new StatesError(INTRINSIC, cause);
  }

  /** A query that failed, in a field of the state. */
  public static StatesError query(String cause, String field) {
    return new StatesError(
        Optional.of(QUERY), Optional.ofNullable(cause), Optional.of(field), false);
  }

  /** A query language's failure that belongs to no field. */
  public static StatesError query(String cause) {
    return new StatesError(QUERY, cause);
  }

  /** The same with the state in which it happened in its cause. */
  public StatesError within(String state, int event) {
    if (is(DATA_LIMIT)) {
      return this;
    }
    return new StatesError(
        error,
        Optional.of(
            "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
                .formatted(state, event, cause.orElse(null))),
        location,
        heartbeat);
  }

  /** The name, if it has one. */
  public Optional<String> error() {
    return error;
  }

  /** What happened, if that is known. */
  public Optional<String> cause() {
    return cause;
  }

  private boolean is(String name) {
    return error.equals(Optional.of(name));
  }

  public Optional<String> location() {
    return location;
  }

  /** Whether it ends the execution although {@code Retry} or {@code Catch} match it. */
  public boolean isTerminal() {
    return is(RUNTIME) || is(DATA_LIMIT);
  }

  /**
   * Whether an {@code ErrorEquals} list names it. {@code States.ALL} and {@code States.TaskFailed}
   * are wildcards; {@code States.Timeout} matches {@code States.HeartbeatTimeout} as well.
   */
  public boolean isNamedBy(List<String> errorEquals) {
    if (is(RUNTIME)) {
      return false;
    }
    return errorEquals.stream().anyMatch(this::isNamedBy);
  }

  private boolean isNamedBy(String name) {
    boolean timeout = is(TIMEOUT) || is(HEARTBEAT_TIMEOUT);
    return switch (name) {
      case ALL -> !isTerminal();
      case TASK_FAILED -> !isTerminal() && !timeout;
      case TIMEOUT -> timeout;
      case HEARTBEAT_TIMEOUT -> heartbeat || is(HEARTBEAT_TIMEOUT);
      default -> is(name);
    };
  }
}
