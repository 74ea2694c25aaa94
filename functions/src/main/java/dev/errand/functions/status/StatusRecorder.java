package dev.errand.functions.status;

import dev.errand.core.ExecutionId;
import dev.errand.functions.report.AttemptOutcome;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Retries;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.ReportWithProgress;
import dev.errand.functions.store.SaveResult;
import java.util.Optional;
import java.util.function.BiFunction;

/** Records the status of executions in their reports. */
public final class StatusRecorder {

  /** How often a concurrent change may force another try. */
  private static final int MAX_TRIES = 10;

  private final ReportStore reports;
  private final BiFunction<String, ExecutionId, Optional<Result>> results;
  private final Retention retention;
  private final TaskLimit limit;
  private final FailureParser failures = new FailureParser();

  /**
   * Creates a recorder.
   *
   * @param results the result of an execution that succeeded, by its report's type
   * @param limit the limit on tasks, which counts a run that was started by hand
   */
  public StatusRecorder(
      ReportStore reports,
      BiFunction<String, ExecutionId, Optional<Result>> results,
      Retention retention,
      TaskLimit limit) {
    this.reports = reports;
    this.results = results;
    this.retention = retention;
    this.limit = limit;
  }

  /**
   * Records an execution's status. A status that is older than the report's changes only the
   * timeline.
   *
   * <p>An execution that succeeded without a result is recorded as one that failed, so that its
   * client can retry.
   *
   * @throws IllegalStateException if concurrent changes exhaust the tries; calling it again is safe
   */
  public Recorded record(Execution execution) {
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Optional<Recorded> recorded = tryRecord(execution);
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    throw new IllegalStateException("the report of " + execution.attempt() + " keeps changing");
  }

  private Execution failedIfResultMissing(Execution reported, String type) {
    return reported.status() == ExecutionStatus.SUCCEEDED
            && results.apply(type, reported.id()).isEmpty()
        ? reported.withoutResult()
        : reported;
  }

  private Optional<Recorded> tryRecord(Execution reported) {
    Optional<ReportWithProgress> stored = reports.find(reported.attempt().reportId());
    String type =
        stored
            .map(ReportWithProgress::report)
            .filter(report -> !report.isReplacedBy(reported))
            .orElseGet(() -> Report.ofExecution(reported, retention))
            .submission()
            .type();
    Execution execution = failedIfResultMissing(reported, type);
    if (stored.isEmpty()) {
      return recordStartedByHand(
          execution, (report, entry) -> reports.addStartedByHand(report, entry));
    }
    Report before = stored.get().report();
    if (before.isReplacedBy(execution)) {
      return recordStartedByHand(
          execution, (report, entry) -> reports.replace(before, report, entry));
    }
    if (before.isDeleted() || before.state().order().equals(execution.order())) {
      return Optional.of(new Recorded(before, false));
    }
    if (!before.isOlderThan(execution)) {
      return Optional.of(recordLate(execution, stored.get()));
    }
    AttemptOutcome outcome =
        outcome(execution, type, before.isCancelRequestedFor(execution), stored.get().progress());
    Report after = before.after(execution, outcome, retention, limit);
    return changed(
        after, reports.replace(before, after, before.transition(execution, outcome, retention)));
  }

  /** A late status does not change the report. It is added to the timeline. */
  private Recorded recordLate(Execution execution, ReportWithProgress stored) {
    boolean cancelRequested =
        execution.status() == ExecutionStatus.ABORTED
            && reports
                .cancelRequests(execution.attempt())
                .anyMatch(request -> request.isFor(execution));
    Report report = stored.report();
    AttemptOutcome outcome =
        outcome(execution, report.submission().type(), cancelRequested, stored.progress());
    reports.addLateTransition(report, report.transition(execution, outcome, retention));
    return new Recorded(report, false);
  }

  /** The report of an execution that was started by hand. */
  private Optional<Recorded> recordStartedByHand(
      Execution execution, BiFunction<Report, TimelineEntry, SaveResult> store) {
    Report before = Report.ofExecution(execution, retention);
    AttemptOutcome outcome =
        outcome(execution, before.submission().type(), false, Optional.empty());
    Report after = before.after(execution, outcome, retention, limit);
    return changed(after, store.apply(after, before.transition(execution, outcome, retention)));
  }

  private static Optional<Recorded> changed(Report after, SaveResult saved) {
    return saved == SaveResult.STORED ? Optional.of(new Recorded(after, true)) : Optional.empty();
  }

  private AttemptOutcome outcome(
      Execution execution, String type, boolean cancelRequested, Optional<Progress> progress) {
    Optional<Progress> ofExecution = progress.filter(written -> written.isOf(execution));
    Optional<Retries> retries = ofExecution.flatMap(Progress::retries);
    return switch (execution.status()) {
      case RUNNING -> AttemptOutcome.NONE;
      case SUCCEEDED -> AttemptOutcome.succeeded(results.apply(type, execution.id())).with(retries);
      case FAILED, TIMED_OUT ->
          AttemptOutcome.failed(failures.of(execution, ofExecution)).with(retries);
      case ABORTED ->
          (cancelRequested
                  ? AttemptOutcome.NONE
                  : AttemptOutcome.failed(failures.of(execution, ofExecution)))
              .with(retries);
    };
  }
}
