package dev.errand.functions.report;

import java.time.Instant;

/**
 * A client's wish to cancel a report.
 *
 * @param order where the report stood when it was made
 * @param at when it was made
 */
public record CancelRequest(StatusOrder order, Instant at) {

  /**
   * Whether it holds for the run of an execution that news is about: the one that the report stood
   * at, and any redrive of it that had begun before the wish without our hearing of it.
   */
  public boolean isFor(Execution news) {
    StatusOrder other = news.order();
    boolean known =
        other.redriveCount() == order.redriveCount()
            || !news.redrivenAt().orElse(Instant.MIN).isAfter(at);
    return other.attempt() == order.attempt()
        && (order.isQueued() || other.startedAt() == order.startedAt())
        && other.redriveCount() >= order.redriveCount()
        && known;
  }
}
