package dev.errand.functions.reconciler;

import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one run of the reconciler found. */
final class CheckCounts {

  private final Map<Repair, Integer> repairs = new EnumMap<>(Repair.class);
  private Duration oldestQueued = Duration.ZERO;
  private int reports;
  private int failures;

  /** Counts a repair. */
  void add(Repair repair) {
    repairs.merge(repair, 1, Integer::sum);
  }

  /** Counts a checked report, whatever the check finds. */
  void addChecked(Report report, Instant now) {
    reports++;
    Duration age = Duration.between(report.state().updatedAt(), now);
    if (report.status() == Status.QUEUED && age.compareTo(oldestQueued) > 0) {
      oldestQueued = age;
    }
  }

  void addFailure() {
    failures++;
  }

  int count(Repair repair) {
    return repairs.getOrDefault(repair, 0);
  }

  /** Values by metric name, in the units that the names say; all but the age are counts. */
  Map<String, Long> metrics() {
    Map<String, Long> metrics = new LinkedHashMap<>();
    metrics.put("ReportsChecked", (long) reports);
    metrics.put(
        "Repairs",
        repairs.values().stream().mapToLong(Integer::longValue).sum() - count(Repair.NONE));
    metrics.put("RepairsStarted", (long) count(Repair.STARTED));
    metrics.put("RepairsRecorded", (long) count(Repair.RECORDED));
    metrics.put("RepairsStopped", (long) count(Repair.STOPPED));
    metrics.put("RepairsTaskStopped", (long) count(Repair.TASK_STOPPED));
    metrics.put("RepairsFailed", (long) failures);
    metrics.put("OldestQueuedSeconds", oldestQueued.toSeconds());
    return metrics;
  }
}
