package dev.errand.local.workercheck;

import dev.errand.core.FailureCode;
import java.time.Duration;

/** Checks that a task stops writing when a later task of its report has started. */
final class FenceChecks {

  private final Trials trials;
  private final Duration limit;

  FenceChecks(Trials trials) {
    this.trials = trials;
    this.limit = trials.settings().timeLimit();
  }

  /** A task starts, for example out of ECS's queue, after the task that replaces it. */
  Finding startedLate() {
    Trial trial = trials.begin("late-task");
    ProgressItem later = trial.startLaterTask();
    try (TaskRun task = trial.start(Trial.FIRST, Gate.open())) {
      return finding(Rule.LATE_TASK, trial, later, task.endWithin(limit), task, 0);
    }
  }

  /** A later task starts while a task writes its first object. */
  Finding overtaken() {
    Trial trial = trials.begin("superseded");
    Gate gate = Gate.at(write -> true);
    try (TaskRun task = trial.start(Trial.FIRST, gate)) {
      if (!task.reachesGateWithin(limit)) {
        return new Finding(Rule.SUPERSEDED, false, "it wrote nothing to the bucket");
      }
      if (!trial.progress().exists()) {
        return new Finding(
            Rule.SUPERSEDED, false, "it wrote to the bucket before it had written progress");
      }
      ProgressItem later = trial.startLaterTask();
      gate.letPass();
      return finding(Rule.SUPERSEDED, trial, later, task.endWithin(limit), task, 1);
    }
  }

  private static Finding finding(
      Rule rule, Trial trial, ProgressItem later, Ending ending, TaskRun task, int writesBefore) {
    if (task.writes().size() > writesBefore) {
      return new Finding(
          rule, false, "it wrote " + task.writes().get(writesBefore).key() + " after that");
    }
    if (!trial.progress().equals(later)) {
      return new Finding(rule, false, "it replaced the progress of the later task");
    }
    boolean holds = ending.is(FailureCode.SUPERSEDED);
    return new Finding(rule, holds, holds ? ending.summary() : ending.details());
  }
}
