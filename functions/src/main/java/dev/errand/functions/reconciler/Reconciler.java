package dev.errand.functions.reconciler;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/** Repairs what was lost. */
record Reconciler(
    StrayTasks tasks, QuietReports reports, Redrives redrives, WaitingReports waiting) {

  /**
   * Looks at as much as there is time for; the next run goes on with the rest. The concerns take
   * turns, one look each, so that none keeps another from its share.
   */
  void run(Run run) {
    runChecks(List.of(tasks, reports, redrives, waiting), run);
    // the others may have found reports that had ended, and so made room
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
