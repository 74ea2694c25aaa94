package dev.errand.functions.report;

import dev.errand.core.FailureCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * One transition of a report.
 *
 * @param order the place of the transition; a cancellation and a deletion have the order of the
 *     status before them
 * @param status the status after it
 * @param at when
 * @param expiresAt until when it is kept
 * @param failure why, for a transition to {@code FAILED} or {@code TIMED_OUT}
 * @param actor who requested it; empty for a status of Step Functions
 * @param retries the retries of the task that the transition ended, if it made any
 */
public record TimelineEntry(
    StatusOrder order,
    Status status,
    Instant at,
    Instant expiresAt,
    Optional<FailureCode> failure,
    Optional<String> actor,
    Optional<Retries> retries)
    implements Comparable<TimelineEntry> {

  private static final Comparator<TimelineEntry> IN_TIME =
      Comparator.comparingInt((TimelineEntry entry) -> entry.order().attempt())
          .thenComparing(entry -> entry.status() != Status.QUEUED)
          .thenComparing(TimelineEntry::at)
          .thenComparing(TimelineEntry::order);

  /** A text that names this transition within a report. */
  public String key() {
    return switch (status) {
      case CANCELLING, DELETED -> order.key() + "-" + status;
      default -> order.key();
    };
  }

  /** When the client asked to cancel; empty for any other transition. */
  public Optional<CancelRequest> cancelRequest() {
    return status == Status.CANCELLING
        ? Optional.of(new CancelRequest(order, at))
        : Optional.empty();
  }

  /** By attempt, then by time. */
  @Override
  public int compareTo(TimelineEntry other) {
    return IN_TIME.compare(this, other);
  }
}
