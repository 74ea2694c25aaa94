package dev.errand.functions.reconciler;

import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.ActiveReports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Asks Step Functions about active reports that have gone without news, the longest first, and
 * repairs what differs.
 */
final class QuietReports {

  private final ActiveReports active;
  private final Executions executions;
  private final StatusRecord statusRecord;
  private final Pace pace;
  private final Duration quiet;
  private final Clock clock;

  /**
   * @param quiet for how long a report must have gone without news
   */
  QuietReports(
      ActiveReports active,
      Executions executions,
      StatusRecord statusRecord,
      Pace pace,
      Duration quiet,
      Clock clock) {
    this.active = active;
    this.executions = executions;
    this.statusRecord = statusRecord;
    this.pace = pace;
    this.quiet = quiet;
    this.clock = clock;
  }

  /**
   * Looks at as many reports as there is time for; the next run goes on with the others.
   *
   * @param hasTime whether there is time for one more
   */
  void run(BooleanSupplier hasTime, Findings findings, Log log) {
    Instant now = clock.instant();
    Iterator<Report> reports = active.withoutNewsSince(now.minus(quiet));
    while (hasTime.getAsBoolean() && reports.hasNext()) {
      pace.await();
      look(reports.next(), now, findings, log);
    }
  }

  private void look(Report report, Instant now, Findings findings, Log log) {
    try {
      Repair repair = repair(report);
      if (repair != Repair.NONE) {
        log.warn("repaired: " + repair, report);
      }
      if (repair != Repair.RECORDED) {
        active.lookedAt(report, now);
      }
      findings.add(report, repair, now);
    } catch (RuntimeException e) {
      log.error("could not look after " + report.id(), e);
      findings.addFailure();
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
