package dev.errand.local.workercheck;

import dev.errand.core.FailureCode;
import java.util.List;
import java.util.Map;

/** Checks what a task does that cannot read its request. */
final class RequestChecks {

  private final Scenarios scenarios;

  RequestChecks(Scenarios scenarios) {
    this.scenarios = scenarios;
  }

  Finding withoutRequest() {
    return check(Rule.MISSING_REQUEST, "", FailureCode.WORKER_MISCONFIGURED);
  }

  Finding withInvalidRequest() {
    return check(
        Rule.INVALID_REQUEST, scenarios.settings().invalidRequest(), FailureCode.INVALID_REQUEST);
  }

  private Finding check(Rule rule, String request, FailureCode code) {
    Scenario scenario = scenarios.begin(rule.word());
    Map<String, String> changes = Map.of("REPORT_REQUEST", request);
    try (TaskRun task = scenario.start(Scenario.FIRST, Gate.open(), changes)) {
      TaskExit exit = task.endWithin(scenarios.settings().timeLimit());
      List<BucketWrite> writes = task.writes();
      boolean holds = exit.is(code) && writes.isEmpty();
      return new Finding(
          rule,
          holds,
          writes.isEmpty()
              ? holds ? exit.summary() : exit.details()
              : "it wrote " + writes.get(0).key());
    }
  }
}
