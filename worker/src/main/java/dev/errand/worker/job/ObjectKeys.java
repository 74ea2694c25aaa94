package dev.errand.worker.job;

import dev.errand.core.ExecutionId;
import dev.errand.core.Format;
import java.util.List;
import java.util.Set;

/**
 * Where the objects of a report lie. What an execution writes for clients has a folder of its own;
 * the checkpoint is the report's, so that the next attempt finds it.
 */
record ObjectKeys(ExecutionId execution) {

  /** Begins the keys of what this execution writes for clients. */
  String artifacts() {
    return "reports/%s/".formatted(execution.folder());
  }

  String checkpoint() {
    return "checkpoints/%s/checkpoint".formatted(reportFolder());
  }

  /** Begin the keys of all that any attempt of the report writes. */
  List<String> ofAllAttempts() {
    return List.of(
        "reports/%s/".formatted(reportFolder()), "checkpoints/%s/".formatted(reportFolder()));
  }

  /** The CSV is always written, since the workbook is made from it; only not always for clients. */
  String csv(Set<Format> formats) {
    return formats.contains(Format.CSV)
        ? artifacts() + "report.csv"
        : "checkpoints/%s/report.csv".formatted(execution.folder());
  }

  private String reportFolder() {
    return execution.attempt().reportId().folder();
  }
}
