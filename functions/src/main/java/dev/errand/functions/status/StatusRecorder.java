package dev.errand.functions.status;

import dev.errand.core.ExecutionId;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
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
  private final Outcomes outcomes;
  private final Retention retention;
  private final TaskLimit limit;

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
    this.outcomes = new Outcomes(results);
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

  private Optional<Recorded> tryRecord(Execution reported) {
    Optional<ReportWithProgress> stored = reports.find(reported.attempt().reportId());
    Optional<Report> earlier = stored.map(ReportWithProgress::report);
    if (earlier.isEmpty() || earlier.get().isReplacedBy(reported)) {
      return recordStartedByHand(reported, earlier);
    }
    Report before = earlier.get();
    if (before.isDeleted() || before.state().order().equals(reported.order())) {
      return Optional.of(new Recorded(before, false));
    }
    return before.isOlderThan(reported)
        ? recordNewer(reported, stored.get())
        : Optional.of(recordLate(reported, stored.get()));
  }

  private Optional<Recorded> recordNewer(Execution reported, ReportWithProgress stored) {
    Report before = stored.report();
    ExecutionOutcome outcome =
        outcomes.of(
            reported,
            before.submission().type(),
            before.isCancelRequestedFor(reported),
            stored.progress());
    return save(before, outcome, (after, entry) -> reports.replace(before, after, entry));
  }

  /** A late status does not change the report. It is added to the timeline. */
  private Recorded recordLate(Execution reported, ReportWithProgress stored) {
    Report report = stored.report();
    boolean cancelRequested =
        reported.status() == ExecutionStatus.ABORTED
            && reports
                .cancelRequests(reported.attempt())
                .anyMatch(request -> request.isFor(reported));
    ExecutionOutcome late =
        outcomes.of(reported, report.submission().type(), cancelRequested, stored.progress());
    reports.addLateTransition(
        report, report.transition(late.execution(), late.outcome(), retention));
    return new Recorded(report, false);
  }

  /**
   * Records an execution that was started by hand as a report.
   *
   * @param replaced the report of an earlier execution with the same name, if there is one
   */
  private Optional<Recorded> recordStartedByHand(Execution reported, Optional<Report> replaced) {
    Report before = Report.ofExecution(reported, retention);
    ExecutionOutcome outcome =
        outcomes.of(reported, before.submission().type(), false, Optional.empty());
    return save(
        before,
        outcome,
        (after, entry) ->
            replaced.isPresent()
                ? reports.replace(replaced.get(), after, entry)
                : reports.addStartedByHand(after, entry));
  }

  /** Saves the report with the newer status; empty if another change came first. */
  private Optional<Recorded> save(
      Report before, ExecutionOutcome newer, BiFunction<Report, TimelineEntry, SaveResult> store) {
    Report after = before.after(newer.execution(), newer.outcome(), retention, limit);
    TimelineEntry entry = before.transition(newer.execution(), newer.outcome(), retention);
    return store.apply(after, entry) == SaveResult.STORED
        ? Optional.of(new Recorded(after, true))
        : Optional.empty();
  }
}
