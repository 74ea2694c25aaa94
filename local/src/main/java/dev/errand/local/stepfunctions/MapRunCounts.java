package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import java.util.EnumMap;
import java.util.Map;

/** How many child executions of a Map Run, or how many of their items, are in each status. */
final class MapRunCounts {

  private final Map<Status, Integer> byStatus = new EnumMap<>(Status.class);
  private int total;

  /** Child executions that are not started yet are in no status. */
  void add(int number) {
    total += number;
  }

  void add(Status status, int number) {
    add(number);
    byStatus.merge(status, number, Integer::sum);
  }

  int of(Status status) {
    return byStatus.getOrDefault(status, 0);
  }

  int failed() {
    return of(Status.FAILED) + of(Status.TIMED_OUT) + of(Status.ABORTED);
  }

  /**
   * As DescribeMapRun answers them.
   *
   * @param written whether the results are in files
   */
  ObjectNode body(boolean written) {
    int begun = byStatus.values().stream().mapToInt(Integer::intValue).sum();
    return Json.object()
        .put("pending", total - begun)
        .put("running", of(Status.RUNNING))
        .put("succeeded", of(Status.SUCCEEDED))
        .put("failed", of(Status.FAILED))
        .put("timedOut", of(Status.TIMED_OUT))
        .put("aborted", of(Status.ABORTED))
        .put("total", total)
        .put("resultsWritten", written ? begun - of(Status.RUNNING) : 0)
        .put("failuresNotRedrivable", 0)
        .put("pendingRedrive", 0);
  }
}
