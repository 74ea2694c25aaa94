package dev.errand.local.workercheck;

import dev.errand.core.FailureCode;
import java.time.Duration;

/** Checks that a task stops writing when a later task of its report has started. */
final class FenceChecks {

  private final Scenarios scenarios;
  private final Duration limit;

  FenceChecks(Scenarios scenarios) {
    this.scenarios = scenarios;
    this.limit = scenarios.settings().timeLimit();
  }

  /** A task starts, for example out of ECS's queue, after the task that replaces it. */
  Finding startedLate() {
    Scenario scenario = scenarios.begin("late-task");
    ProgressItem later = scenario.startLaterTask();
    try (TaskRun task = scenario.start(Scenario.FIRST, Gate.open())) {
      return finding(Rule.LATE_TASK, scenario, later, task.endWithin(limit), task, 0);
    }
  }

  /** A later task starts while a task writes its first object. */
  Finding overtaken() {
    Scenario scenario = scenarios.begin("superseded");
    Gate gate = Gate.at(write -> true);
    try (TaskRun task = scenario.start(Scenario.FIRST, gate)) {
      if (!task.reachesGateWithin(limit)) {
        return new Finding(Rule.SUPERSEDED, false, "it wrote nothing to the bucket");
      }
      if (!scenario.progress().exists()) {
        return new Finding(
            Rule.SUPERSEDED, false, "it wrote to the bucket before it had written progress");
      }
      ProgressItem later = scenario.startLaterTask();
      gate.letPass();
      return finding(Rule.SUPERSEDED, scenario, later, task.endWithin(limit), task, 1);
    }
  }

  private static Finding finding(
      Rule rule,
      Scenario scenario,
      ProgressItem later,
      TaskExit exit,
      TaskRun task,
      int writesBefore) {
    if (task.writes().size() > writesBefore) {
      return new Finding(
          rule, false, "it wrote " + task.writes().get(writesBefore).key() + " after that");
    }
    if (!scenario.progress().equals(later)) {
      return new Finding(rule, false, "it replaced the progress of the later task");
    }
    boolean holds = exit.is(FailureCode.SUPERSEDED);
    return new Finding(rule, holds, holds ? exit.summary() : exit.details());
  }
}
