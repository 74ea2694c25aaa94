package dev.errand.functions.reconciler;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import java.util.Optional;

/** Executions that are asked after no faster than Step Functions allows. */
record PacedExecutions(Executions executions, Pace pace) implements Executions {

  @Override
  public void start(Attempt attempt, String input) {
    executions.start(attempt, input);
  }

  @Override
  public boolean stop(Attempt attempt) {
    return executions.stop(attempt);
  }

  @Override
  public Optional<Execution> describe(Attempt attempt) {
    pace.await();
    return executions.describe(attempt);
  }
}
