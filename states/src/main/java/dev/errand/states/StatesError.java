package dev.errand.states;

/**
 * An error by the name that {@code Retry} and {@code Catch} match, such as {@code
 * States.TaskFailed}.
 */
public final class StatesError extends RuntimeException {

  private final String error;
  private final String cause;

  /**
   * @param error the name
   * @param cause what happened: a sentence, or a task's description as JSON
   */
  public StatesError(String error, String cause) {
    super(error + ": " + cause);
    this.error = error;
    this.cause = cause;
  }

  static StatesError runtime(String cause) {
    return new StatesError("States.Runtime", cause);
  }

  static StatesError intrinsic(String cause) {
    return new StatesError("States.IntrinsicFailure", cause);
  }

  public String error() {
    return error;
  }

  public String cause() {
    return cause;
  }

  /**
   * Whether an {@code ErrorEquals} list names it. {@code States.ALL} and {@code States.TaskFailed}
   * are wildcards; neither matches an error that always ends the execution.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html">error
   *     names</a>
   */
  boolean isNamedBy(java.util.List<String> errorEquals) {
    if (error.equals("States.Runtime")) {
      return false;
    }
    return errorEquals.stream().anyMatch(this::isNamedBy);
  }

  private boolean isNamedBy(String name) {
    boolean terminal = error.equals("States.DataLimitExceeded");
    return switch (name) {
      case "States.ALL" -> !terminal;
      case "States.TaskFailed" -> !terminal && !error.equals("States.Timeout");
      default -> name.equals(error);
    };
  }
}
