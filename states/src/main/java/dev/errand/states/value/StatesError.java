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

  private final String error;
  private final String cause;
  private final transient Optional<String> location;
  private final boolean heartbeat;

  /**
   * An error.
   *
   * @param error the name; {@code null} if it has none
   * @param cause what happened: a sentence, or a task's description as JSON; {@code null} if
   *     nothing is said
   */
  public StatesError(String error, String cause) {
    this(error, cause, Optional.empty(), false);
  }

  private StatesError(String error, String cause, Optional<String> location, boolean heartbeat) {
    super(error + ": " + cause);
    this.error = error;
    this.cause = cause;
    this.location = location;
    this.heartbeat = heartbeat;
  }

  /** A call that has taken longer than {@code TimeoutSeconds}. */
  public static StatesError timeout() {
    return new StatesError(TIMEOUT, null);
  }

  /**
   * A call that has shown no sign of life for {@code HeartbeatSeconds}. Its name is that of a
   * time-out; {@code Retry} and {@code Catch} can match it by {@code States.HeartbeatTimeout}.
   */
  public static StatesError heartbeatTimeout() {
    return new StatesError(TIMEOUT, null, Optional.empty(), true);
  }

  /** A Map Run of which more child executions have failed than may. */
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
    return new StatesError(QUERY, cause, Optional.of(field), false);
  }

  /** A query language's failure that belongs to no field. */
  public static StatesError query(String cause) {
    return new StatesError(QUERY, cause);
  }

  public StatesError within(String state, int event) {
    if (DATA_LIMIT.equals(error)) {
      return this;
    }
    return new StatesError(
        error,
        "An error occurred while executing the state '%s' (entered at the event id #%d). %s"
            .formatted(state, event, cause),
        location,
        heartbeat);
  }

  /** The name; {@code null} if it has none. */
  public String error() {
    return error;
  }

  /** What happened; {@code null} if nothing is said. */
  public String cause() {
    return cause;
  }

  public Optional<String> location() {
    return location;
  }

  /** Whether it ends the execution whatever {@code Retry} and {@code Catch} say. */
  public boolean isTerminal() {
    return RUNTIME.equals(error) || DATA_LIMIT.equals(error);
  }

  /**
   * Whether an {@code ErrorEquals} list names it. {@code States.ALL} and {@code States.TaskFailed}
   * are wildcards; {@code States.Timeout} stands for {@code States.HeartbeatTimeout} as well.
   */
  public boolean isNamedBy(List<String> errorEquals) {
    if (RUNTIME.equals(error)) {
      return false;
    }
    return errorEquals.stream().anyMatch(this::isNamedBy);
  }

  private boolean isNamedBy(String name) {
    boolean timeout = TIMEOUT.equals(error) || HEARTBEAT_TIMEOUT.equals(error);
    return switch (name) {
      case ALL -> !isTerminal();
      case TASK_FAILED -> !isTerminal() && !timeout;
      case TIMEOUT -> timeout;
      case HEARTBEAT_TIMEOUT -> heartbeat || HEARTBEAT_TIMEOUT.equals(error);
      default -> name.equals(error);
    };
  }
}
