package dev.errand.functions.reconciler;

import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Report;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.Watchlist;

/**
 * Asks Step Functions about reports that ended without success, in case somebody redrove their
 * execution and every event of it was lost. A redrive that still runs makes its report active, one
 * that failed again makes it redrivable anew, and the look after the last day on which an execution
 * can be redriven sees whatever came before: so none is missed, however many runs are.
 *
 * <p>Step Functions tells of all its redriven executions at once for a Map Run only, see
 * docs/decisions/redrives.md.
 */
record Redrives(Watchlist redrivable, Executions executions, StatusRecord statusRecord) {

  /** Looks at as many reports as there is time for; the next run goes on with the others. */
  void run(Run run) {
    redrivable
        .upTo(run.now())
        .takeWhile(next -> run.hasTime())
        .forEach(next -> run.look(next.about(), () -> look(next.report(), run)));
  }

  private void look(Report report, Run run) {
    if (executions
        .describe(report.attempt())
        .filter(report::isOlderThan)
        .map(statusRecord::record)
        .filter(Recorded::changed)
        .isPresent()) {
      run.repaired(Repair.RECORDED, report.attempt());
    } else {
      report
          .nextRedriveLook(run.now())
          .ifPresentOrElse(
              moment -> redrivable.move(report, moment), () -> redrivable.remove(report));
    }
  }
}
