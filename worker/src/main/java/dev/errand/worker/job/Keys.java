package dev.errand.worker.job;

import dev.errand.core.Format;
import dev.errand.core.ReportId;
import java.util.Set;

/** Where the objects of a report lie. */
record Keys(ReportId id) {

  String artifact(String name) {
    return artifacts() + name;
  }

  String artifacts() {
    return "reports/%s/".formatted(id);
  }

  String checkpoints() {
    return "checkpoints/%s/".formatted(id);
  }

  String checkpoint() {
    return checkpoints() + "checkpoint";
  }

  /** The CSV is always written, since the workbook is made from it; only not always for clients. */
  String csv(Set<Format> formats) {
    return formats.contains(Format.CSV) ? artifact("report.csv") : checkpoints() + "report.csv";
  }
}
