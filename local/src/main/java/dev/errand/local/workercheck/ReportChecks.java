package dev.errand.local.workercheck;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the report of a task that is not disturbed. */
final class ReportChecks {

  private final Trials trials;
  private final Trial trial;
  private final Ending ending;
  private final List<Write> writes;

  private ReportChecks(Trials trials, Trial trial, Ending ending, List<Write> writes) {
    this.trials = trials;
    this.trial = trial;
    this.ending = ending;
    this.writes = writes;
  }

  /** Runs the task. */
  static ReportChecks run(Trials trials) {
    Trial trial = trials.begin("undisturbed");
    try (TaskRun task = trial.start(Trial.FIRST, Gate.open())) {
      Ending ending = task.endWithin(trials.settings().timeLimit());
      return new ReportChecks(trials, trial, ending, task.writes());
    }
  }

  List<Finding> findings() {
    StoredReport report = trial.report();
    List<Finding> findings = new ArrayList<>();
    findings.add(
        new Finding(
            Rule.REPORT,
            ending.isSuccess(),
            ending.isSuccess() ? ending.summary() : ending.details()));
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
                .map(Write::key)
                .filter(key -> !trial.prefixes().contains(key))
                .distinct()
                .toList(),
            "%d writes".formatted(writes.size())));
    ProgressItem progress = trial.progress();
    List<String> faults = progress.faults();
    findings.add(finding(Rule.PROGRESS, faults, faults.isEmpty() ? progress.summary() : ""));
    findings.add(
        new Finding(
            Rule.PROGRESS_DONE,
            progress.isDone(),
            faults.isEmpty() ? progress.summary() : "the item is not valid"));
    return findings;
  }

  /** The same report of another trial; empty if there is none. */
  Optional<Baseline> baseline() {
    StoredReport report = trial.report();
    if (!ending.isSuccess() || !report.manifestFaults().isEmpty()) {
      return Optional.empty();
    }
    Trial again = trials.begin("undisturbed-again");
    try (TaskRun task = again.start(Trial.FIRST, Gate.open())) {
      return task.endWithin(trials.settings().timeLimit()).isSuccess()
          ? Optional.of(Baseline.of(report, again.report()))
          : Optional.empty();
    }
  }

  private Finding manifestLast() {
    List<Write> files =
        writes.stream()
            .filter(write -> write.isOfObject() && trial.prefixes().isFile(write.key()))
            .toList();
    boolean isLast = !files.isEmpty() && files.get(files.size() - 1).isOfManifest();
    return new Finding(
        Rule.MANIFEST_LAST,
        isLast,
        files.isEmpty() ? "it wrote no file" : "the last was " + name(files));
  }

  private static String name(List<Write> files) {
    String key = files.get(files.size() - 1).key();
    return key.substring(key.lastIndexOf('/') + 1);
  }

  private static Finding finding(Rule rule, List<String> faults, String otherwise) {
    return faults.isEmpty()
        ? new Finding(rule, true, otherwise)
        : new Finding(rule, false, String.join("; ", faults));
  }
}
