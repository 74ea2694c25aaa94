package dev.errand.functions.report;

import java.time.Instant;

/**
 * A client's request to cancel a report.
 *
 * @param order the order of the report when the request was made
 * @param at when the request was made
 */
public record CancelRequest(StatusOrder order, Instant at) {

  /**
   * Whether it applies to the run of an execution: the run that the report had reached, and any
   * redrive that had begun before the request and of which no event had arrived.
   */
  public boolean isFor(Execution execution) {
    StatusOrder other = execution.order();
    boolean known =
        other.redriveCount() == order.redriveCount()
            || !execution.redrivenAt().orElse(Instant.MIN).isAfter(at);
    return other.attempt() == order.attempt()
        && (order.isQueued() || other.startedAt() == order.startedAt())
        && other.redriveCount() >= order.redriveCount()
        && known;
  }
}
