package dev.errand.functions.reconciler;

import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Report;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.store.DueReport;
import dev.errand.functions.store.DueReports;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks Step Functions about reports that ended without success, in case their execution was
 * redriven and every event of that was lost. A redrive that still runs makes its report active, one
 * that failed again makes it redrivable again, and the last check is after the last day on which an
 * execution can be redriven. So no redrive is missed.
 *
 * <p>For a deleted report it deletes again what a task may have written after the deletion, and
 * what a deletion that was interrupted has left.
 *
 * <p>Step Functions lists redriven executions for a Map Run only, see docs/decisions/redrives.md.
 */
record Redrives(
    DueReports redrivable,
    Executions executions,
    StatusRecorder statusRecorder,
    Consumer<Report> deletion)
    implements CheckSource {

  @Override
  public Iterator<Check> checks(Run run) {
    Iterator<DueReport> reports = redrivable.dueBy(run.now());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return reports.hasNext();
      }

      @Override
      public Check next() {
        DueReport next = reports.next();
        return new Check(next.about(), () -> check(next, run));
      }
    };
  }

  /** A check that fails is due again in the next run, after all that were due before it. */
  private void check(DueReport due, Run run) {
    Optional<Instant> next = Optional.of(run.now().plusMillis(1));
    try {
      Report report = due.report();
      if (report.isDeleted()) {
        deletion.accept(report);
      } else if (executions
          .describe(report.attempt())
          .filter(report::isOlderThan)
          .map(statusRecorder::record)
          .filter(Recorded::changed)
          .isPresent()) {
        run.countRepair(Repair.RECORDED, report.attempt());
      }
      next = report.nextRedriveCheck(run.now());
    } finally {
      next.ifPresentOrElse(
          moment -> redrivable.reschedule(due, moment), () -> redrivable.remove(due));
    }
  }
}
