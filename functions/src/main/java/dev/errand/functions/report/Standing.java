package dev.errand.functions.report;

import java.time.Instant;
import java.util.Optional;

/**
 * Where a report stands, all of it that changes.
 *
 * @param order the order of the last news that applied
 * @param status as published
 * @param updatedAt when the last change came to be
 * @param startedAt when the present attempt began to run
 * @param finishedAt when it ended
 * @param cancelRequestedAt when the client asked to cancel the present attempt
 * @param expiresAt when the report and its artifacts expire, unless something happens before
 * @param result what the attempt brought
 * @param failure why it brought nothing
 */
public record Standing(
    StatusOrder order,
    Status status,
    Instant updatedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Instant> cancelRequestedAt,
    Instant expiresAt,
    Optional<Result> result,
    Optional<Failure> failure) {

  static Standing queued(int attempt, Instant now, Retention retention) {
    return new Standing(
        StatusOrder.queued(attempt),
        Status.QUEUED,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        retention.from(now),
        Optional.empty(),
        Optional.empty());
  }

  Standing cancelling(Instant now) {
    return new Standing(
        order,
        Status.CANCELLING,
        now,
        startedAt,
        finishedAt,
        Optional.of(now),
        expiresAt,
        result,
        failure);
  }

  /** Kept until nobody can redrive its execution any more, and as long as the report would be. */
  Standing deleted(Instant now) {
    Instant late = now.plus(Report.REDRIVABLE);
    return new Standing(
        order,
        Status.DELETED,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        expiresAt.isAfter(late) ? expiresAt : late,
        Optional.empty(),
        Optional.empty());
  }

  /** Where the report stands after newer news about an execution of it. */
  Standing after(Execution news, Outcome outcome, Retention retention) {
    Optional<Instant> cancelRequested = cancelRequestFor(news);
    boolean running = news.status() == ExecutionStatus.RUNNING;
    return new Standing(
        news.order(),
        statusAfter(news, cancelRequested.isPresent()),
        running ? cancelRequested.orElse(news.at()) : news.at(),
        Optional.of(news.startedAt()),
        running ? Optional.empty() : Optional.of(news.at()),
        cancelRequested,
        retention.from(news.at()),
        outcome.result(),
        outcome.failure());
  }

  /** When the client asked to cancel what the news is about, if it did. */
  Optional<Instant> cancelRequestFor(Execution news) {
    return cancelRequestedAt.filter(asked -> new CancelRequest(order, asked).isFor(news));
  }

  static Status statusAfter(Execution news, boolean cancelRequested) {
    return switch (news.status()) {
      case RUNNING -> cancelRequested ? Status.CANCELLING : Status.RUNNING;
      case SUCCEEDED -> Status.SUCCEEDED;
      case FAILED -> Status.FAILED;
      case TIMED_OUT -> Status.TIMED_OUT;
      case ABORTED -> cancelRequested ? Status.CANCELLED : Status.FAILED;
    };
  }
}
