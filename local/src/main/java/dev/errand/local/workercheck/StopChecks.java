package dev.errand.local.workercheck;

import dev.errand.core.FailureCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Checks what a task does that is stopped, killed or late, and what the task after it does. */
final class StopChecks {

  private final Trials trials;
  private final Baseline baseline;
  private final Duration limit;

  StopChecks(Trials trials, Baseline baseline) {
    this.trials = trials;
    this.baseline = baseline;
    this.limit = trials.settings().timeLimit();
  }

  /** SIGTERM comes while a task waits for the bucket. */
  List<Finding> terminated() {
    Trial trial = trials.begin("stopped");
    Finding stopped = terminate(trial);
    return List.of(stopped, next(Rule.CONTINUED_AFTER_STOP, trial));
  }

  private Finding terminate(Trial trial) {
    try (TaskRun task = trial.start(Trial.FIRST, Gate.at(write -> true))) {
      if (!task.reachesGateWithin(limit)) {
        return new Finding(Rule.STOPPED, false, "it wrote nothing to the bucket");
      }
      task.terminate();
      Ending ending = task.endWithin(trials.settings().stopTimeout());
      return new Finding(
          Rule.STOPPED,
          ending.isInterrupted(),
          ending.isInterrupted() ? ending.summary() : ending.details());
    }
  }

  Finding killedAtFirstWrite() {
    return killed(Rule.CONTINUED_AFTER_FIRST_WRITE, "killed-at-start", write -> true);
  }

  Finding killedBeforeManifest() {
    return killed(Rule.CONTINUED_BEFORE_MANIFEST, "killed-at-end", Write::isOfManifest);
  }

  private Finding killed(Rule rule, String name, Predicate<Write> where) {
    Trial trial = trials.begin(name);
    try (TaskRun task = trial.start(Trial.FIRST, Gate.at(where))) {
      if (!task.reachesGateWithin(limit)) {
        return new Finding(rule, false, "it did not come to that write");
      }
      task.kill();
    }
    return next(rule, trial);
  }

  private Finding next(Rule rule, Trial trial) {
    try (TaskRun task = trial.start(Trial.SECOND, Gate.open())) {
      Ending ending = task.endWithin(limit);
      return ending.isSuccess()
          ? baseline.compare(rule, trial.report())
          : new Finding(rule, false, ending.details());
    }
  }

  /** The deadline passes while a task waits for the bucket. */
  Finding late() {
    Trial trial = trials.begin("deadline");
    Map<String, String> changes = Map.of("DEADLINE_SECONDS", "1");
    try (TaskRun task = trial.start(Trial.FIRST, Gate.at(write -> true), changes)) {
      Ending ending = task.endWithin(trials.settings().stopTimeout());
      boolean holds = ending.is(FailureCode.DEADLINE_EXCEEDED);
      return new Finding(Rule.DEADLINE, holds, holds ? ending.summary() : ending.details());
    }
  }
}
