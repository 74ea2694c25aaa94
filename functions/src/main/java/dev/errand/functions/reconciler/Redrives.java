package dev.errand.functions.reconciler;

import dev.errand.core.ReportId;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.report.Report;
import dev.errand.functions.status.Recorded;
import dev.errand.functions.status.StatusRecord;
import dev.errand.functions.store.Watched;
import dev.errand.functions.store.Watchlist;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks Step Functions about reports that ended without success, in case somebody redrove their
 * execution and every event of it was lost. A redrive that still runs makes its report active, one
 * that failed again makes it redrivable anew, and the look after the last day on which an execution
 * can be redriven sees whatever came before: so none is missed, however many runs are.
 *
 * <p>Of what was deleted, it takes away again what a task may have left that ended later.
 *
 * <p>Step Functions tells of all its redriven executions at once for a Map Run only, see
 * docs/decisions/redrives.md.
 */
record Redrives(
    Watchlist redrivable,
    Executions executions,
    StatusRecord statusRecord,
    Consumer<ReportId> erasure)
    implements Concern {

  @Override
  public Iterator<Look> looks(Run run) {
    Iterator<Watched> reports = redrivable.upTo(run.now());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return reports.hasNext();
      }

      @Override
      public Look next() {
        Watched next = reports.next();
        return new Look(next.about(), () -> look(next, run));
      }
    };
  }

  /**
   * What could not be looked after is due again in the next run, behind all that was due before it.
   */
  private void look(Watched watched, Run run) {
    Optional<Instant> next = Optional.of(run.now().plusMillis(1));
    try {
      Report report = watched.report();
      if (report.isDeleted()) {
        erasure.accept(report.id());
      } else if (executions
          .describe(report.attempt())
          .filter(report::isOlderThan)
          .map(statusRecord::record)
          .filter(Recorded::changed)
          .isPresent()) {
        run.repaired(Repair.RECORDED, report.attempt());
      }
      next = report.nextRedriveLook(run.now());
    } finally {
      next.ifPresentOrElse(
          moment -> redrivable.move(watched, moment), () -> redrivable.remove(watched));
    }
  }
}
