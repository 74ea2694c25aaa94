package dev.errand.local.workercheck;

import dev.errand.core.FailureCode;
import java.util.List;
import java.util.Map;

/** Checks what a task does that cannot read its request. */
final class RequestChecks {

  private final Trials trials;

  RequestChecks(Trials trials) {
    this.trials = trials;
  }

  Finding withoutRequest() {
    return check(Rule.MISSING_REQUEST, "", FailureCode.WORKER_MISCONFIGURED);
  }

  Finding withInvalidRequest() {
    return check(
        Rule.INVALID_REQUEST, trials.settings().invalidRequest(), FailureCode.INVALID_REQUEST);
  }

  private Finding check(Rule rule, String request, FailureCode code) {
    Trial trial = trials.begin(rule.word());
    Map<String, String> changes = Map.of("REPORT_REQUEST", request);
    try (TaskRun task = trial.start(Trial.FIRST, Gate.open(), changes)) {
      Ending ending = task.endWithin(trials.settings().timeLimit());
      List<Write> writes = task.writes();
      boolean holds = ending.is(code) && writes.isEmpty();
      return new Finding(
          rule,
          holds,
          writes.isEmpty()
              ? holds ? ending.summary() : ending.details()
              : "it wrote " + writes.get(0).key());
    }
  }
}
