package dev.errand.local.workercheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the report of a task that is not disturbed. */
final class ReportChecks {

  private final Scenarios scenarios;
  private final Scenario scenario;
  private final TaskExit exit;
  private final List<BucketWrite> writes;

  private ReportChecks(
      Scenarios scenarios, Scenario scenario, TaskExit exit, List<BucketWrite> writes) {
    this.scenarios = scenarios;
    this.scenario = scenario;
    this.exit = exit;
    this.writes = writes;
  }

  /** Runs the task. */
  static ReportChecks run(Scenarios scenarios) {
    Scenario scenario = scenarios.begin("undisturbed");
    try (TaskRun task = scenario.start(Scenario.FIRST, Gate.open())) {
      TaskExit exit = task.endWithin(scenarios.settings().timeLimit());
      return new ReportChecks(scenarios, scenario, exit, task.writes());
    }
  }

  List<Finding> findings() {
    StoredReport report = scenario.report();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            Rule.REPORT, exit.isSuccess(), exit.isSuccess() ? exit.summary() : exit.details()));
    findings.add(
        finding(
            Rule.MANIFEST,
            report.manifestFaults(),
            "%d rows in %s".formatted(report.rows(), report.digests().keySet())));
    findings.add(
        report.manifestFaults().isEmpty()
            ? finding(
                Rule.ARTIFACTS,
                report.artifactFaults(),
                String.join(", ", report.digests().keySet()))
            : new Finding(Rule.ARTIFACTS, false, "there is no valid manifest"));
    findings.add(manifestLast());
    findings.add(
        finding(
            Rule.PREFIXES,
            writes.stream()
                .map(BucketWrite::key)
                .filter(key -> !scenario.prefixes().contains(key))
                .distinct()
                .toList(),
            "%d writes".formatted(writes.size())));
    ProgressItem progress = scenario.progress();
    List<String> faults = progress.faults();
    findings.add(finding(Rule.PROGRESS, faults, faults.isEmpty() ? progress.summary() : ""));
    findings.add(
        new Finding(
            Rule.PROGRESS_DONE,
            progress.isDone(),
            faults.isEmpty() ? progress.summary() : "the item is not valid"));
    return findings;
  }

  /** The same report of another scenario; empty if there is none. */
  Optional<Baseline> baseline() {
    StoredReport report = scenario.report();
    if (!exit.isSuccess() || !report.manifestFaults().isEmpty()) {
      return Optional.empty();
    }
    Scenario again = scenarios.begin("undisturbed-again");
    try (TaskRun task = again.start(Scenario.FIRST, Gate.open())) {
      return task.endWithin(scenarios.settings().timeLimit()).isSuccess()
          ? Optional.of(Baseline.of(report, again.report()))
          : Optional.empty();
    }
  }

  private Finding manifestLast() {
    List<BucketWrite> files =
        writes.stream()
            .filter(write -> write.isOfObject() && scenario.prefixes().isFile(write.key()))
            .toList();
    boolean isLast = !files.isEmpty() && files.get(files.size() - 1).isOfManifest();
    return new Finding(
        Rule.MANIFEST_LAST,
        isLast,
        files.isEmpty() ? "it wrote no file" : "the last was " + name(files));
  }

  private static String name(List<BucketWrite> files) {
    String key = files.get(files.size() - 1).key();
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private static Finding finding(Rule rule, List<String> faults, String otherwise) {
    return faults.isEmpty()
        ? new Finding(rule, true, otherwise)
        : new Finding(rule, false, String.join("; ", faults));
  }
}
