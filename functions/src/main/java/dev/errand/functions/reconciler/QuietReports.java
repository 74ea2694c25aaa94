package dev.errand.functions.reconciler;

import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.Watched;
import dev.errand.functions.store.Watchlist;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/**
 * Asks Step Functions about active reports that have gone without news, the longest first, and
 * repairs what differs.
 *
 * @param quiet for how long a report must have gone without news
 */
record QuietReports(
    Watchlist active, Executions executions, StatusRecord statusRecord, Duration quiet)
    implements Concern {

  @Override
  public Iterator<Look> looks(Run run) {
    Instant due = run.now().minus(quiet);
    Iterator<Watched> reports = active.upTo(due);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return reports.hasNext();
      }

      @Override
      public Look next() {
        Watched next = reports.next();
        return new Look(next.about(), () -> look(next, run, due));
      }
    };
  }

  /**
   * What could not be looked after is due again in the next run, behind all that was due before it.
   */
  private void look(Watched watched, Run run, Instant due) {
    Instant next = due.plusMillis(1);
    try {
      Report report = watched.report();
      run.findings().lookedAt(report, run.now());
      Repair repair = repair(report);
      if (repair != Repair.NONE) {
        run.log().warn("repaired: " + repair, report);
      }
      run.findings().add(repair);
      next = run.now();
    } finally {
      active.move(watched, next);
    }
  }

  private Repair repair(Report report) {
    Optional<Execution> execution = executions.describe(report.attempt());
    if (execution.isEmpty()) {
      executions.start(report.attempt(), report.submission().text());
      if (report.status() == Status.CANCELLING) {
        executions.stop(report.attempt());
      }
      return Repair.STARTED;
    }
    Execution news = execution.get();
    boolean recorded = report.isOlderThan(news) && statusRecord.record(news).changed();
    if (report.status() == Status.CANCELLING
        && news.status() == ExecutionStatus.RUNNING
        && report.wantsToEnd(news)) {
      executions.stop(report.attempt());
      return Repair.STOPPED;
    }
    return recorded ? Repair.RECORDED : Repair.NONE;
  }
}
