package dev.errand.core.type;

import dev.errand.core.ExecutionId;
import dev.errand.core.ReportId;

/**
 * Where the objects of a type's reports lie in the bucket: each type has folders of its own, which
 * no other type's task may touch. Those of the default type have the names that they had before
 * there were types.
 *
 * @param type the type's name
 */
public record BucketFolders(String type) {

  /** The folder of an execution's artifacts, such as {@code reports/{id}/1-1795514400/}. */
  public String artifacts(ExecutionId execution) {
    return "reports%s/%s/".formatted(suffix(), execution.folder());
  }

  /** The folder of the artifacts of all of a report's executions. */
  public String artifacts(ReportId report) {
    return "reports%s/%s/".formatted(suffix(), report.folder());
  }

  /** The folder of what a report's next task needs to go on. */
  public String checkpoints(ReportId report) {
    return "checkpoints%s/%s/".formatted(suffix(), report.folder());
  }

  private String suffix() {
    return type.equals(ReportType.DEFAULT) ? "" : "-" + type;
  }
}
