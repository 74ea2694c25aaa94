package dev.errand.functions.reconciler;

import dev.errand.core.Attempt;
import dev.errand.functions.runtime.Log;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One run of the reconciler.
 *
 * @param now when it began
 * @param time whether there is time for another check
 * @param counts what it has found so far
 * @param log where they are logged
 */
record Run(Instant now, BooleanSupplier time, CheckCounts counts, Log log) {

  boolean hasTime() {
    return time.getAsBoolean();
  }

  /**
   * Runs the next check. A failure is counted and does not stop the others.
   *
   * @return whether there may be more
   */
  boolean runNextCheck(Iterator<Check> checks) {
    Check next;
    try {
      if (!checks.hasNext()) {
        return false;
      }
      next = checks.next();
    } catch (RuntimeException e) {
      countFailure(Map.of(), "could not list what to check", e);
      return false;
    }
    try {
      next.action().run();
    } catch (RuntimeException e) {
      countFailure(next.about(), "the check failed", e);
    }
    return true;
  }

  private void countFailure(Map<String, ?> about, String message, RuntimeException e) {
    log.about(about).error(message, e);
    counts.addFailure();
  }

  /** Records a repair of anything but a quiet report. */
  void countRepair(Repair repair, Attempt attempt) {
    log.warn("repaired: " + repair, attempt);
    counts.add(repair);
  }
}
