package dev.errand.functions.status;

import dev.errand.core.ExecutionId;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Outcome;
import dev.errand.functions.report.Progress;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.report.TimelineEntry;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.Saved;
import dev.errand.functions.store.Tracked;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Records what Step Functions says about executions in the reports that they belong to. */
public final class StatusRecord {

  /** So often at most others may change a report under our hands before we give up. */
  private static final int MAX_TRIES = 10;

  private final ReportStore reports;
  private final Function<ExecutionId, Optional<Result>> results;
  private final Retention retention;
  private final TaskLimit limit;
  private final FailureReading failures = new FailureReading();

  /**
   * A record.
   *
   * @param results what an execution that succeeded brought
   * @param limit what a run that somebody began by hand counts against
   */
  public StatusRecord(
      ReportStore reports,
      Function<ExecutionId, Optional<Result>> results,
      Retention retention,
      TaskLimit limit) {
    this.reports = reports;
    this.results = results;
    this.retention = retention;
    this.limit = limit;
  }

  /**
   * Records news about an execution; what is no news any more changes nothing but the timeline.
   *
   * <p>An execution that succeeded without a result is recorded as one that failed, so that its
   * client can retry.
   *
   * @throws IllegalStateException if others kept changing the report; trying again is safe
   */
  public Recorded record(Execution told) {
    Execution news = counted(told);
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      Optional<Recorded> recorded = tryRecord(news);
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
    throw new IllegalStateException("the report of " + news.attempt() + " keeps changing");
  }

  private Execution counted(Execution told) {
    return told.status() == ExecutionStatus.SUCCEEDED && results.apply(told.id()).isEmpty()
        ? told.withoutResult()
        : told;
  }

  private Optional<Recorded> tryRecord(Execution news) {
    Optional<Tracked> tracked = reports.find(news.attempt().reportId());
    if (tracked.isEmpty()) {
      return behind(news, (report, entry) -> reports.adopt(report, entry));
    }
    Report before = tracked.get().report();
    if (before.isReplacedBy(news)) {
      return behind(news, (report, entry) -> reports.replace(before, report, entry));
    }
    if (before.isDeleted() || before.standing().order().equals(news.order())) {
      return Optional.of(new Recorded(before, false));
    }
    if (!before.isOlderThan(news)) {
      boolean wanted =
          news.status() == ExecutionStatus.ABORTED
              && reports.cancelRequests(news.attempt()).anyMatch(wish -> wish.isFor(news));
      Outcome outcome = outcome(news, wanted, tracked.get().progress());
      reports.remember(before, before.transition(news, outcome, retention));
      return Optional.of(new Recorded(before, false));
    }
    Outcome outcome = outcome(news, before.wantsToEnd(news), tracked.get().progress());
    Report after = before.after(news, outcome, retention, limit);
    return changed(
        after, reports.replace(before, after, before.transition(news, outcome, retention)));
  }

  /** The report that an execution has which was started by hand. */
  private Optional<Recorded> behind(
      Execution news, BiFunction<Report, TimelineEntry, Saved> store) {
    Report before = Report.behind(news, retention);
    Outcome outcome = outcome(news, false, Optional.empty());
    Report after = before.after(news, outcome, retention, limit);
    return changed(after, store.apply(after, before.transition(news, outcome, retention)));
  }

  private static Optional<Recorded> changed(Report after, Saved saved) {
    return saved == Saved.STORED ? Optional.of(new Recorded(after, true)) : Optional.empty();
  }

  private Outcome outcome(Execution news, boolean wanted, Optional<Progress> progress) {
    return switch (news.status()) {
      case RUNNING -> Outcome.NONE;
      case SUCCEEDED -> Outcome.succeeded(results.apply(news.id()));
      case FAILED, TIMED_OUT -> Outcome.failed(failures.of(news, progress));
      case ABORTED -> wanted ? Outcome.NONE : Outcome.failed(failures.of(news, progress));
    };
  }
}
