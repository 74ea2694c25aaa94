package dev.errand.functions.reconciler;

/** Repairs what was lost. */
record Reconciler(StrayTasks tasks, QuietReports reports, Redrives redrives) {

  /**
   * Looks at as much as there is time for; the next run goes on with the rest. Tasks come first: a
   * look at one costs a read, a look at a report a call that Step Functions rations. Redrives come
   * last, since they are rare.
   */
  void run(Run run) {
    tasks.run(run);
    reports.run(run);
    redrives.run(run);
  }
}
