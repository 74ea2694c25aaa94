package dev.errand.functions.reconciler;

import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.DueReport;
import dev.errand.functions.store.DueReports;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;

/**
 * Asks Step Functions about active reports that have had no update for a time, the oldest first,
 * and repairs what differs.
 *
 * @param quiet the time without an update after which a report is checked
 */
record QuietReports(
    DueReports active, Executions executions, StatusRecorder statusRecorder, Duration quiet)
    implements CheckSource {

  @Override
  public Iterator<Check> checks(Run run) {
    Instant due = run.now().minus(quiet);
    Iterator<DueReport> reports = active.dueBy(due);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return reports.hasNext();
      }

      @Override
      public Check next() {
        DueReport next = reports.next();
        return new Check(next.about(), () -> check(next, run, due));
      }
    };
  }

  /** A check that fails is due again in the next run, after all that were due before it. */
  private void check(DueReport checked, Run run, Instant due) {
    Instant next = due.plusMillis(1);
    try {
      Report report = checked.report();
      run.counts().addChecked(report, run.now());
      Repair repair = repair(report);
      if (repair != Repair.NONE) {
        run.log().warn("repaired: " + repair, report);
      }
      run.counts().add(repair);
      next = run.now();
    } finally {
      active.reschedule(checked, next);
    }
  }

  private Repair repair(Report report) {
    Optional<Execution> described = executions.describe(report.attempt());
    if (described.isEmpty()) {
      executions.start(report.attempt(), report.submission().text());
      if (report.status() == Status.CANCELLING) {
        executions.stop(report.attempt());
      }
      return Repair.STARTED;
    }
    Execution execution = described.get();
    boolean recorded = report.isOlderThan(execution) && statusRecorder.record(execution).changed();
    if (report.status() == Status.CANCELLING
        && execution.status() == ExecutionStatus.RUNNING
        && report.isCancelRequestedFor(execution)) {
      executions.stop(report.attempt());
      return Repair.STOPPED;
    }
    return recorded ? Repair.RECORDED : Repair.NONE;
  }
}
