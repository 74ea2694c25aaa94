package dev.errand.functions.reconciler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Runs the checks of all kinds of resources. */
record Reconciler(
    StrayTasks tasks, QuietReports reports, Redrives redrives, WaitingReports waiting) {

  /**
   * Runs as many checks as there is time for; the next run continues. The kinds take turns, one
   * check each, so that each gets the same share.
   */
  void run(Run run) {
    runChecks(List.of(tasks, reports, redrives, waiting), run);
    // the other checks may have found that reports had ended, which frees task slots
    runChecks(List.of(waiting), run);
  }

  private static void runChecks(List<CheckSource> sources, Run run) {
    Deque<Iterator<Check>> turns = new ArrayDeque<>();
    for (CheckSource source : sources) {
      turns.add(source.checks(run));
    }
    while (!turns.isEmpty() && run.hasTime()) {
      Iterator<Check> checks = turns.remove();
      if (run.runNextCheck(checks)) {
        turns.add(checks);
      }
    }
  }
}
