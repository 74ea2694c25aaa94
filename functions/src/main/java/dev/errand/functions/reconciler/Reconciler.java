package dev.errand.functions.reconciler;

import dev.errand.functions.runtime.Log;
import java.util.function.BooleanSupplier;

/** Repairs what was lost. */
record Reconciler(StrayTasks tasks, QuietReports reports) {

  /**
   * Looks at as much as there is time for; the next run goes on with the rest. Tasks come first: a
   * look at one costs a read, a look at a quiet report a call that Step Functions rations.
   *
   * @param hasTime whether there is time for one more look
   */
  Findings run(BooleanSupplier hasTime, Log log) {
    Findings findings = new Findings();
    tasks.run(hasTime, findings, log);
    reports.run(hasTime, findings, log);
    return findings;
  }
}
