package dev.errand.worker.job;

import dev.errand.core.ExecutionId;
import java.util.List;

/**
 * The object keys of a report. The artifacts of each execution have their own prefix. The
 * checkpoint belongs to the report, so that the next attempt finds it.
 */
record ObjectKeys(ExecutionId execution) {

  /** The prefix of the artifacts of this execution. */
  String artifacts() {
    return "reports/%s/".formatted(execution.folder());
  }

  String checkpoint() {
    return "checkpoints/%s/checkpoint".formatted(reportFolder());
  }

  /** The prefixes of all objects of all attempts of the report. */
  List<String> ofAllAttempts() {
    return List.of(
        "reports/%s/".formatted(reportFolder()), "checkpoints/%s/".formatted(reportFolder()));
  }

  /**
   * The key of the CSV. The CSV is always written, since the workbook is made from it; it is an
   * artifact only if the request asks for it.
   */
  String csv(boolean isArtifact) {
    return isArtifact
        ? artifacts() + "report.csv"
        : "checkpoints/%s/report.csv".formatted(execution.folder());
  }

  private String reportFolder() {
    return execution.attempt().reportId().folder();
  }
}
