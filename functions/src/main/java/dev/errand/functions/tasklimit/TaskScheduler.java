package dev.errand.functions.tasklimit;

import dev.errand.core.ReportId;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.ReportWithProgress;
import dev.errand.functions.store.SaveResult;
import dev.errand.functions.store.TaskQueue;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * Starts executions, one for each report, in the order in which the reports were queued, and no
 * more at once than the limit allows.
 *
 * <p>A report is stored as waiting first. It is admitted in a transaction that counts it, and
 * started after that. The function that stores or ends a report admits the first that waits. If it
 * is killed before that, the next call of a function does it, or the reconciler. If it is killed
 * between admitting and starting, the reconciler starts the execution as it does any other that is
 * missing.
 */
public final class TaskScheduler {

  /** The maximum number of reports that one call of a function admits. */
  private static final int MAX_AT_ONCE = 10;

  private final ReportStore reports;
  private final TaskQueue queue;
  private final Executions executions;
  private final TaskLimit limit;
  private final Clock clock;

  public TaskScheduler(
      ReportStore reports, TaskQueue queue, Executions executions, TaskLimit limit, Clock clock) {
    this.reports = reports;
    this.queue = queue;
    this.executions = executions;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * Starts the execution of a report that is queued, or the next waiting one if the report waits.
   *
   * @throws ExecutionsUnavailableException if it may not have been started
   */
  public void start(Report report) {
    if (report.isWaiting()) {
      admit();
    } else {
      executions.start(report.attempt(), report.submission().text());
    }
  }

  /**
   * Starts waiting reports after one has ended, 10 at most.
   *
   * @throws ExecutionsUnavailableException if one may not have been started
   */
  public void startWaitingAfter(Report ended) {
    if (limit.isSet() && ended.status().isFinal()) {
      admit();
    }
  }

  private void admit() {
    int admitted = 0;
    while (admitted < MAX_AT_ONCE && startNext()) {
      admitted++;
    }
  }

  /**
   * Admits the report that is next and starts its execution.
   *
   * @return whether there may be one more to admit
   * @throws ExecutionsUnavailableException if the execution may not have been started
   */
  public boolean startNext() {
    if (limit.isSet() && queue.counted() >= limit.max()) {
      return false;
    }
    Optional<ReportId> first = queue.first();
    if (first.isEmpty()) {
      return false;
    }
    Optional<Report> waiting =
        reports.find(first.get()).map(ReportWithProgress::report).filter(Report::isWaiting);
    if (waiting.isEmpty()) {
      return true; // another call was faster
    }
    Report admitted = waiting.get().admitted(clock.instant().truncatedTo(ChronoUnit.MILLIS), limit);
    SaveResult saved = reports.admit(waiting.get(), admitted, limit);
    if (saved == SaveResult.STORED) {
      executions.start(admitted.attempt(), admitted.submission().text());
    }
    return saved != SaveResult.LIMIT_REACHED;
  }
}
