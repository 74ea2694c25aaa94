package dev.errand.local.workercheck;

import dev.errand.core.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Checks what a task does that is stopped, killed or late, and what the task after it does. */
final class StopChecks {

  private final Scenarios scenarios;
  private final Baseline baseline;
  private final Duration limit;

  StopChecks(Scenarios scenarios, Baseline baseline) {
    this.scenarios = scenarios;
    this.baseline = baseline;
    this.limit = scenarios.settings().timeLimit();
  }

  /** SIGTERM comes while a task waits for the bucket. */
  List<Finding> terminated() {
    Scenario scenario = scenarios.begin("stopped");
    Finding stopped = terminate(scenario);
    return List.of(stopped, next(Rule.CONTINUED_AFTER_STOP, scenario));
  }

  private Finding terminate(Scenario scenario) {
    try (TaskRun task = scenario.start(Scenario.FIRST, Gate.at(write -> true))) {
      if (!task.reachesGateWithin(limit)) {
        return new Finding(Rule.STOPPED, false, "it wrote nothing to the bucket");
      }
      task.terminate();
      TaskExit exit = task.endWithin(scenarios.settings().stopTimeout());
      return new Finding(
          Rule.STOPPED,
          exit.isInterrupted(),
          exit.isInterrupted() ? exit.summary() : exit.details());
    }
  }

  Finding killedAtFirstWrite() {
    return killed(Rule.CONTINUED_AFTER_FIRST_WRITE, "killed-at-start", write -> true);
  }

  Finding killedBeforeManifest() {
    return killed(Rule.CONTINUED_BEFORE_MANIFEST, "killed-at-end", BucketWrite::isOfManifest);
  }

  private Finding killed(Rule rule, String name, Predicate<BucketWrite> where) {
    Scenario scenario = scenarios.begin(name);
    try (TaskRun task = scenario.start(Scenario.FIRST, Gate.at(where))) {
      if (!task.reachesGateWithin(limit)) {
        return new Finding(rule, false, "it did not come to that write");
      }
      task.kill();
    }
    return next(rule, scenario);
  }

  private Finding next(Rule rule, Scenario scenario) {
    try (TaskRun task = scenario.start(Scenario.SECOND, Gate.open())) {
      TaskExit exit = task.endWithin(limit);
      return exit.isSuccess()
          ? baseline.compare(rule, scenario.report())
          : new Finding(rule, false, exit.details());
    }
  }

  /** The deadline passes while a task waits for the bucket. */
  Finding late() {
    Scenario scenario = scenarios.begin("deadline");
    Map<String, String> changes = Map.of("DEADLINE_SECONDS", "1");
    try (TaskRun task = scenario.start(Scenario.FIRST, Gate.at(write -> true), changes)) {
      TaskExit exit = task.endWithin(scenarios.settings().stopTimeout());
      boolean holds = exit.is(FailureCode.DEADLINE_EXCEEDED);
      return new Finding(Rule.DEADLINE, holds, holds ? exit.summary() : exit.details());
    }
  }
}
