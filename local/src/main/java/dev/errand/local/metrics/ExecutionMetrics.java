package dev.errand.local.metrics;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Counts the executions of state machines by their status events.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html">Monitoring
 *     Step Functions metrics</a>
 */
public final class ExecutionMetrics {

  private static final Map<String, String> BY_STATUS =
      Map.of(
          "RUNNING", "ExecutionsStarted",
          "SUCCEEDED", "ExecutionsSucceeded",
          "FAILED", "ExecutionsFailed",
          "TIMED_OUT", "ExecutionsTimedOut",
          "ABORTED", "ExecutionsAborted");

  private final MetricStore metrics;
  private final Clock clock;

  public ExecutionMetrics(MetricStore metrics, Clock clock) {
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Counts the change of a status, as the event bus gets it. */
  public void count(JsonNode statusEvent) {
    JsonNode detail = statusEvent.path("detail");
    Optional.ofNullable(BY_STATUS.get(detail.path("status").asText()))
        .ifPresent(
            name ->
                metrics.add(
                    new Metric(
                        "AWS/States",
                        name,
                        Map.of("StateMachineArn", detail.path("stateMachineArn").asText())),
                    1,
                    clock.instant()));
  }
}
