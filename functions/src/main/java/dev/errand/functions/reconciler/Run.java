package dev.errand.functions.reconciler;

import dev.errand.core.Attempt;
import dev.errand.functions.runtime.Log;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One run of the reconciler.
 *
 * @param now when it began
 * @param time whether there is time for one more look
 * @param findings what it has found so far
 * @param log where it tells of them
 */
record Run(Instant now, BooleanSupplier time, Findings findings, Log log) {

  boolean hasTime() {
    return time.getAsBoolean();
  }

  /**
   * Takes a look; one that fails is counted, and harms no other.
   *
   * @param about what to tell in the log of what is looked at
   */
  void look(Map<String, ?> about, Runnable look) {
    try {
      look.run();
    } catch (RuntimeException e) {
      log.about(about).error("could not look after it", e);
      findings.addFailure();
    }
  }

  /** Notes a repair of something that is no quiet report. */
  void repaired(Repair repair, Attempt attempt) {
    log.warn("repaired: " + repair, attempt);
    findings.add(repair);
  }
}
