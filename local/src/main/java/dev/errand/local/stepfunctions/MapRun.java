package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.errand.states.state.MapRunRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A Map Run as it is stored. The status of its child executions is stored with them.
 *
 * @param executionArn of the execution whose Map state it is
 * @param request the state's fields, with the limits of the latest UpdateMapRun
 * @param items how many items each child execution has, in their order
 * @param stopDate if it has ended
 */
record MapRun(
    String arn,
    String executionArn,
    String stateMachineArn,
    MapRunRequest request,
    List<Integer> items,
    MapRunStatus status,
    Instant startDate,
    Optional<Instant> stopDate,
    Execution.Redrives redrives) {

  /** Its statuses. */
  enum MapRunStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED
  }

  MapRun {
    items = List.copyOf(items);
  }

  @JsonIgnore
  boolean isRunning() {
    return status == MapRunStatus.RUNNING;
  }

  @JsonIgnore
  boolean isExpress() {
    return request.executionType().equals("EXPRESS");
  }

  int size() {
    return items.size();
  }

  MapRun ended(MapRunStatus newStatus, Instant now) {
    return new MapRun(
        arn,
        executionArn,
        stateMachineArn,
        request,
        items,
        newStatus,
        startDate,
        Optional.of(now),
        redrives);
  }

  MapRun redriven(int count, Instant now) {
    return new MapRun(
        arn,
        executionArn,
        stateMachineArn,
        request,
        items,
        MapRunStatus.RUNNING,
        startDate,
        Optional.empty(),
        Execution.Redrives.of(count, now));
  }

  MapRun with(MapRunRequest newRequest) {
    return new MapRun(
        arn,
        executionArn,
        stateMachineArn,
        newRequest,
        items,
        status,
        startDate,
        stopDate,
        redrives);
  }
}
