package dev.errand.functions.testing;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import java.util.Optional;
import java.util.function.Supplier;

/** Step Functions, called by a function that is killed right before or right after a call. */
public final class KillableExecutions implements Executions {

  /** When the function dies. */
  public enum Kill {
    NEVER,
    BEFORE_THE_NEXT_CALL,
    AFTER_THE_NEXT_CALL
  }

  /** The function is dead: nothing in it runs on. */
  public static final class Killed extends Error {
    private static final long serialVersionUID = 1;
  }

  private final Executions executions;
  private Kill kill = Kill.NEVER;

  public KillableExecutions(Executions executions) {
    this.executions = executions;
  }

  public void kill(Kill when) {
    kill = when;
  }

  @Override
  public void start(Attempt attempt, String input) {
    mortally(
        () -> {
          executions.start(attempt, input);
          return true;
        });
  }

  @Override
  public boolean stop(Attempt attempt) {
    return mortally(() -> executions.stop(attempt));
  }

  @Override
  public Optional<Execution> describe(Attempt attempt) {
    return executions.describe(attempt);
  }

  private <T> T mortally(Supplier<T> call) {
    Kill when = kill;
    kill = Kill.NEVER;
    if (when == Kill.BEFORE_THE_NEXT_CALL) {
      throw new Killed();
    }
    T answer = call.get();
    if (when == Kill.AFTER_THE_NEXT_CALL) {
      throw new Killed();
    }
    return answer;
  }
}
