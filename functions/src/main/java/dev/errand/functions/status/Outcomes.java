package dev.errand.functions.status;

import dev.errand.core.ExecutionId;
import dev.errand.functions.report.AttemptOutcome;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Result;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finds the outcome of executions. */
final class Outcomes {

  private final BiFunction<String, ExecutionId, Optional<Result>> results;
  private final FailureParser failures = new FailureParser();

  /**
   * Creates a finder.
   *
   * @param results the result of an execution that succeeded, by its report's type
   */
  Outcomes(BiFunction<String, ExecutionId, Optional<Result>> results) {
    this.results = results;
  }

  /**
   * Finds the outcome of an execution. One that succeeded without a result counts as failed, so
   * that its client can retry.
   *
   * @param type the type of its report
   * @param cancelRequested whether its client asked to cancel it
   * @param progress what a task of its report wrote last, perhaps of another execution
   */
  ExecutionOutcome of(
      Execution reported, String type, boolean cancelRequested, Optional<Progress> progress) {
    Optional<Progress> written = progress.filter(last -> last.isOf(reported));
    return switch (reported.status()) {
      case RUNNING -> new ExecutionOutcome(reported, AttemptOutcome.RUNNING);
      case SUCCEEDED ->
          results
              .apply(type, reported.id())
              .map(AttemptOutcome::succeeded)
              .map(outcome -> ended(reported, outcome, written))
              .orElseGet(() -> failed(reported.withoutResult(), written));
      case FAILED, TIMED_OUT -> failed(reported, written);
      case ABORTED ->
          cancelRequested
              ? ended(reported, AttemptOutcome.CANCELLED, written)
              : failed(reported, written);
    };
  }

  private ExecutionOutcome failed(Execution execution, Optional<Progress> written) {
    return ended(execution, AttemptOutcome.failed(failures.of(execution, written)), written);
  }

  private static ExecutionOutcome ended(
      Execution execution, AttemptOutcome outcome, Optional<Progress> written) {
    return new ExecutionOutcome(execution, outcome.with(written.flatMap(Progress::retries)));
  }
}
