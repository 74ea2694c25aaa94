package dev.errand.worker.job;

import dev.errand.core.ExecutionId;
import dev.errand.core.ReportId;
import dev.errand.core.type.BucketFolders;
import java.util.List;

/**
 * The object keys of a report. The artifacts of each execution have their own prefix. The
 * checkpoint belongs to the report, so that the next attempt finds it.
 *
 * @param folders the folders of its type
 */
record ObjectKeys(BucketFolders folders, ExecutionId execution) {

  /** The prefix of the artifacts of this execution. */
  String artifacts() {
    return folders.artifacts(execution);
  }

  String checkpoint() {
    return folders.checkpoints(report()) + "checkpoint";
  }

  /** The prefixes of all objects of all attempts of the report. */
  List<String> ofAllAttempts() {
    return List.of(folders.artifacts(report()), folders.checkpoints(report()));
  }

  /**
   * The key of the CSV. The CSV is always written, since the workbook is made from it; it is an
   * artifact only if the request asks for it.
   */
  String csv(boolean isArtifact) {
    return isArtifact
        ? artifacts() + "report.csv"
        : "%s%d-%d/report.csv"
            .formatted(
                folders.checkpoints(report()),
                execution.attempt().number(),
                execution.startedAt().getEpochSecond());
  }

  private ReportId report() {
    return execution.attempt().reportId();
  }
}
