package dev.errand.local.workercheck;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The report of a task that was not disturbed.
 *
 * @param reproducible the names of the files that were the same, byte for byte, in two scenarios
 */
record Baseline(StoredReport report, Set<String> reproducible) {

  static Baseline of(StoredReport report, StoredReport again) {
    return new Baseline(
        report,
        report.digests().keySet().stream()
            .filter(name -> report.digests().get(name).equals(again.digests().get(name)))
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** Compares the report of a task that continued after an earlier task. */
  Finding compare(Rule rule, StoredReport other) {
    if (!other.manifestFaults().isEmpty()) {
      return new Finding(rule, false, "manifest: " + String.join("; ", other.manifestFaults()));
    }
    if (report.artifactFaults().isEmpty() && !other.artifactFaults().isEmpty()) {
      return new Finding(rule, false, String.join("; ", other.artifactFaults()));
    }
    if (other.rows() != report.rows()
        || !other.digests().keySet().equals(report.digests().keySet())) {
      return new Finding(
          rule,
          false,
          "%d rows in %s, instead of %d in %s"
              .formatted(
                  other.rows(),
                  other.digests().keySet(),
                  report.rows(),
                  report.digests().keySet()));
    }
    Set<String> different = new TreeSet<>(reproducible);
    different.removeIf(name -> other.digests().get(name).equals(report.digests().get(name)));
    return different.isEmpty()
        ? new Finding(rule, true, same())
        : new Finding(rule, false, "not the same: " + String.join(", ", different));
  }

  private String same() {
    Set<String> varying = new TreeSet<>(report.digests().keySet());
    varying.removeAll(reproducible);
    return (reproducible.isEmpty() ? "the same names and rows" : String.join(", ", reproducible))
        + (varying.isEmpty()
            ? ""
            : "; not compared, since it differs without a disturbance: "
                + String.join(", ", varying));
  }
}
