package dev.errand.functions.report;

import java.time.Instant;
import java.util.Optional;

/**
 * The part of a report that changes.
 *
 * @param order the order of the last status that was applied
 * @param status as published
 * @param updatedAt when it last changed
 * @param startedAt when the current attempt began to run
 * @param finishedAt when it ended
 * @param cancelRequestedAt when the client asked to cancel the present attempt
 * @param expiresAt when the report and its artifacts expire, unless something happens before
 * @param result the result of the attempt
 * @param failure why the attempt failed
 * @param slot whether it occupies one of the limited number of concurrent tasks
 */
public record ReportState(
    StatusOrder order,
    Status status,
    Instant updatedAt,
    Optional<Instant> startedAt,
    Optional<Instant> finishedAt,
    Optional<Instant> cancelRequestedAt,
    Instant expiresAt,
    Optional<Result> result,
    Optional<Failure> failure,
    TaskSlot slot) {

  static ReportState queued(int attempt, Instant now, Retention retention, TaskSlot slot) {
    return new ReportState(
        StatusOrder.queued(attempt),
        Status.QUEUED,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        retention.from(now),
        Optional.empty(),
        Optional.empty(),
        slot);
  }

  /** The state once its execution may be started. */
  ReportState admitted(Instant now, TaskSlot counted) {
    return new ReportState(
        order,
        status,
        now,
        startedAt,
        finishedAt,
        cancelRequestedAt,
        expiresAt,
        result,
        failure,
        counted);
  }

  /** The state once it was cancelled while it waited. It never had an execution. */
  ReportState cancelledWhileWaiting(Instant now, Retention retention) {
    return new ReportState(
        StatusOrder.neverStarted(order.attempt()),
        Status.CANCELLED,
        now,
        Optional.empty(),
        Optional.of(now),
        Optional.of(now),
        retention.from(now),
        Optional.empty(),
        Optional.empty(),
        TaskSlot.NONE);
  }

  ReportState cancelling(Instant now) {
    return new ReportState(
        order,
        Status.CANCELLING,
        now,
        startedAt,
        finishedAt,
        Optional.of(now),
        expiresAt,
        result,
        failure,
        slot);
  }

  /** The state after the deletion, kept until the execution cannot be redriven any more. */
  ReportState deleted(Instant now) {
    Instant late = now.plus(Report.REDRIVABLE);
    return new ReportState(
        order,
        Status.DELETED,
        now,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        expiresAt.isAfter(late) ? expiresAt : late,
        Optional.empty(),
        Optional.empty(),
        TaskSlot.NONE);
  }

  /** The state after the newer status of an execution. */
  ReportState after(
      Execution execution, AttemptOutcome outcome, Retention retention, TaskLimit limit) {
    Optional<Instant> cancelRequested = cancelRequestFor(execution);
    boolean running = execution.status() == ExecutionStatus.RUNNING;
    return new ReportState(
        execution.order(),
        statusAfter(execution, cancelRequested.isPresent()),
        running ? cancelRequested.orElse(execution.at()) : execution.at(),
        Optional.of(execution.startedAt()),
        running ? Optional.empty() : Optional.of(execution.at()),
        cancelRequested,
        retention.from(execution.at()),
        outcome.result(),
        outcome.failure(),
        running ? slotOfRun(limit) : TaskSlot.NONE);
  }

  /** An execution that was started or redriven by hand counts even above the limit. */
  private TaskSlot slotOfRun(TaskLimit limit) {
    boolean ran = startedAt.isPresent() && !status.isFinal();
    return ran || slot instanceof TaskSlot.Held ? slot : limit.started();
  }

  /** When the client asked to cancel this run of the execution, if it did. */
  Optional<Instant> cancelRequestFor(Execution execution) {
    return cancelRequestedAt.filter(asked -> new CancelRequest(order, asked).isFor(execution));
  }

  static Status statusAfter(Execution execution, boolean cancelRequested) {
    return switch (execution.status()) {
      case RUNNING -> cancelRequested ? Status.CANCELLING : Status.RUNNING;
      case SUCCEEDED -> Status.SUCCEEDED;
      case FAILED -> Status.FAILED;
      case TIMED_OUT -> Status.TIMED_OUT;
      case ABORTED -> cancelRequested ? Status.CANCELLED : Status.FAILED;
    };
  }
}
