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
 * @param time whether there is time for one more look
 * @param findings what it has found so far
 * @param log where they are logged
 */
record Run(Instant now, BooleanSupplier time, Findings findings, Log log) {

  boolean hasTime() {
    return time.getAsBoolean();
  }

  /**
   * Takes the next look; one that fails is counted, and harms no other.
   *
   * @return whether there may be more
   */
  boolean lookAtNext(Iterator<Check> looks) {
    Check next;
    try {
      if (!looks.hasNext()) {
        return false;
      }
      next = looks.next();
    } catch (RuntimeException e) {
      failed(Map.of(), "could not list what to check", e);
      return false;
    }
    try {
      next.action().run();
    } catch (RuntimeException e) {
      failed(next.about(), "the check failed", e);
    }
    return true;
  }

  private void failed(Map<String, ?> about, String message, RuntimeException e) {
    log.about(about).error(message, e);
    findings.addFailure();
  }

  /** Notes a repair of something that is no quiet report. */
  void repaired(Repair repair, Attempt attempt) {
    log.warn("repaired: " + repair, attempt);
    findings.add(repair);
  }
}
