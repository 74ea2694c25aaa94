package dev.errand.functions.reconciler;

import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.Watchlist;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks Step Functions about active reports that have gone without news, the longest first, and
 * repairs what differs.
 *
 * @param quiet for how long a report must have gone without news
 */
record QuietReports(
    Watchlist active, Executions executions, StatusRecord statusRecord, Duration quiet) {

  /** Looks at as many reports as there is time for; the next run goes on with the others. */
  void run(Run run) {
    active
        .upTo(run.now().minus(quiet))
        .takeWhile(next -> run.hasTime())
        .forEach(next -> run.look(next.about(), () -> look(next.report(), run)));
  }

  private void look(Report report, Run run) {
    Repair repair = repair(report);
    if (repair != Repair.NONE) {
      run.log().warn("repaired: " + repair, report);
    }
    if (repair != Repair.RECORDED) {
      active.move(report, run.now());
    }
    run.findings().add(report, repair, run.now());
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
