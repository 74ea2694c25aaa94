package dev.errand.local.workercheck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Checks all rules. */
public final class WorkerCheck {

  private final Scenarios scenarios;
  private final Consumer<Finding> listener;
  private final List<Finding> findings = new ArrayList<>();

  private WorkerCheck(Scenarios scenarios, Consumer<Finding> listener) {
    this.scenarios = scenarios;
    this.listener = listener;
  }

  /**
   * Checks a command.
   *
   * @param listener gets each finding as soon as there is one
   * @return a finding for each rule, in the order of the rules
   * @throws IllegalStateException if a part is not built, or if the thread is interrupted
   */
  public static List<Finding> run(CheckSettings settings, Consumer<Finding> listener) {
    try (Services services = Services.start(settings)) {
      WorkerCheck check = new WorkerCheck(new Scenarios(services, settings), listener);
      check.run();
      List<String> secrets = new ArrayList<>(services.secrets());
      secrets.addAll(settings.secrets().values());
      LogChecks logs = new LogChecks(check.scenarios.logs(), secrets);
      check.add(logs.secrets());
      check.add(logs.lines());
      return List.copyOf(check.findings);
    }
  }

  private void run() {
    RequestChecks requests = new RequestChecks(scenarios);
    add(requests.withoutRequest());
    add(requests.withInvalidRequest());
    ReportChecks report = ReportChecks.run(scenarios);
    report.findings().forEach(this::add);
    Optional<Baseline> baseline = report.baseline();
    if (baseline.isEmpty()) {
      notChecked();
      return;
    }
    FenceChecks fence = new FenceChecks(scenarios);
    add(fence.startedLate());
    add(fence.overtaken());
    StopChecks stops = new StopChecks(scenarios, baseline.get());
    stops.terminated().forEach(this::add);
    add(stops.killedAtFirstWrite());
    add(stops.killedBeforeManifest());
    add(stops.late());
  }

  private void notChecked() {
    Arrays.stream(Rule.values())
        .filter(rule -> rule.compareTo(Rule.LATE_TASK) >= 0 && rule.compareTo(Rule.SECRETS) < 0)
        .map(rule -> new Finding(rule, false, "not checked, since there is no report"))
        .forEach(this::add);
  }

  private void add(Finding finding) {
    findings.add(finding);
    listener.accept(finding);
  }
}
