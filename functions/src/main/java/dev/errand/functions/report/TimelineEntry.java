package dev.errand.functions.report;

import dev.errand.core.FailureCode;
import java.time.Instant;
import java.util.Optional;

/**
 * One transition in the life of a report.
 *
 * @param order the place of the transition; a cancellation stands at the place of the news before
 *     it
 * @param status what the report or its attempt came to be
 * @param at when
 * @param expiresAt until when it is kept
 * @param failure why, for a transition to {@code FAILED} or {@code TIMED_OUT}
 */
public record TimelineEntry(
    StatusOrder order,
    Status status,
    Instant at,
    Instant expiresAt,
    Optional<FailureCode> failure) {

  /** A text that names this transition and sorts by time within a report. */
  public String key() {
    return status == Status.CANCELLING ? order.key() + "-CANCELLING" : order.key();
  }
}
