package dev.errand.functions.report;

import dev.errand.core.Attempt;
import dev.errand.core.FailureCode;
import dev.errand.core.ReportId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * What a client asked for and follows.
 *
 * @param id its id
 * @param submission what was asked for
 * @param createdAt when it was accepted, or when its execution was started by hand
 * @param state everything of it that changes
 */
public record Report(ReportId id, Submission submission, Instant createdAt, ReportState state) {

  /** How long after its end an execution can be redriven. */
  private static final Duration REDRIVE_PERIOD = Duration.ofDays(14);

  /**
   * How long the reconciler checks for redrives: one day more, since the status can arrive late.
   */
  static final Duration REDRIVABLE = REDRIVE_PERIOD.plusDays(1);

  private static final Duration MIN_BETWEEN_CHECKS = Duration.ofHours(1);

  /** A report that waits for its first execution, where tasks are not limited. */
  public static Report accepted(
      ReportId id, Submission submission, Instant now, Retention retention) {
    return accepted(id, submission, now, retention, TaskLimit.NONE);
  }

  /** A report that waits for its first execution, or for a task slot. */
  public static Report accepted(
      ReportId id, Submission submission, Instant now, Retention retention, TaskLimit limit) {
    return new Report(
        id, submission, now, ReportState.queued(1, now, retention, limit.queued(now)));
  }

  /**
   * The report of an execution that was started by hand. Its state is that of an execution that has
   * not begun, so that the status of the execution is newer.
   */
  public static Report ofExecution(Execution execution, Retention retention) {
    return new Report(
        execution.attempt().reportId(),
        Submission.of(execution.input().orElse("")),
        execution.startedAt(),
        ReportState.queued(
            execution.attempt().number(), execution.startedAt(), retention, TaskSlot.NONE));
  }

  public Status status() {
    return state.status();
  }

  /** The present attempt. */
  public Attempt attempt() {
    return new Attempt(id, state.order().attempt());
  }

  /** The owner; empty if only an administrator may see the report. */
  public Optional<UUID> clientId() {
    return submission.clientId();
  }

  /** Whether it counts against the limit of its client. */
  public boolean isActive() {
    return !status().isFinal();
  }

  /**
   * When to check again whether its execution was redriven and no event of it arrived: after a
   * tenth of the time that has passed since it ended, but not within an hour. What was deleted is
   * checked as well, since a task that ended later may have left files.
   *
   * @param now when it was checked last, or when it ended
   * @return empty if it cannot be redriven: it is active, succeeded, never began, or ended too long
   *     ago
   */
  public Optional<Instant> nextRedriveCheck(Instant now) {
    Duration ended = Duration.between(state.updatedAt(), now);
    boolean redrivable = status().isRetryable() && state.startedAt().isPresent();
    if (!(redrivable || isDeleted()) || ended.compareTo(REDRIVABLE) > 0) {
      return Optional.empty();
    }
    Duration pause = ended.dividedBy(10);
    return Optional.of(
        now.plus(pause.compareTo(MIN_BETWEEN_CHECKS) < 0 ? MIN_BETWEEN_CHECKS : pause));
  }

  /** Whether a redrive of its execution can succeed: it did not end in a state that fails again. */
  public boolean isRedrivable(Instant now) {
    return status().isRetryable()
        && state.failure().map(Failure::code).map(FailureCode::redrivable).orElse(true)
        && now.isBefore(state.updatedAt().plus(REDRIVE_PERIOD));
  }

  /** Whether an execution's status is newer than this report. */
  public boolean isOlderThan(Execution execution) {
    return execution.order().isAfter(state.order());
  }

  /** Whether an execution's abort is what the client asked for. */
  public boolean isCancelRequestedFor(Execution execution) {
    return state.cancelRequestFor(execution).isPresent();
  }

  /** The report with the newer status of an execution. */
  public Report after(
      Execution execution, AttemptOutcome outcome, Retention retention, TaskLimit limit) {
    return with(state.after(execution, outcome, retention, limit));
  }

  /** Whether it waits until fewer tasks run. */
  public boolean isWaiting() {
    return state.slot() instanceof TaskSlot.Waiting;
  }

  /** The report once its execution may be started. */
  public Report admitted(Instant now, TaskLimit limit) {
    return with(state.admitted(now, limit.started()));
  }

  /** The report once it was cancelled while it waited for a task slot. */
  public Report cancelledWhileWaiting(Instant now, Retention retention) {
    return with(state.cancelledWhileWaiting(now, retention));
  }

  /** The report after its client asked to cancel it while it was active. */
  public Report cancelling(Instant now) {
    return with(state.cancelling(now));
  }

  /** What remains of the report after its deletion: its owner and its order. */
  public Report deleted(Instant now) {
    return new Report(id, submission.erased(), createdAt, state.deleted(now));
  }

  /** Whether it was deleted. */
  public boolean isDeleted() {
    return status() == Status.DELETED;
  }

  /** The report with a new attempt that waits for its execution. */
  public Report retried(Instant now, Retention retention, TaskLimit limit) {
    return with(ReportState.queued(attempt().next().number(), now, retention, limit.queued(now)));
  }

  /**
   * The transition that a client requested: to wait for an execution, to be cancelled or to be
   * deleted.
   *
   * @param actor who requested it
   */
  public TimelineEntry requestedBy(String actor) {
    return new TimelineEntry(
        state.order(),
        status(),
        state.updatedAt(),
        state.expiresAt(),
        state.failure().map(Failure::code),
        Optional.of(actor),
        Optional.empty());
  }

  /**
   * The transition to an execution's status, also if the report has a newer one already. An abort
   * without a failure is one that the client requested.
   */
  public TimelineEntry transition(
      Execution execution, AttemptOutcome outcome, Retention retention) {
    boolean cancelled =
        execution.status() == ExecutionStatus.ABORTED && outcome.failure().isEmpty();
    return new TimelineEntry(
        execution.order(),
        ReportState.statusAfter(execution, cancelled),
        execution.at(),
        retention.from(execution.at()),
        outcome.failure().map(Failure::code),
        Optional.empty(),
        outcome.retries());
  }

  /**
   * Whether this is another execution with the name of the one that this report follows: Step
   * Functions frees a name 90 days after its execution ended. An execution that was started by hand
   * is another report then, with an input and an owner of its own.
   */
  public boolean isReplacedBy(Execution execution) {
    return execution.attempt().isStartedByHand()
        && execution.attempt().number() == state.order().attempt()
        && !state.order().isQueued()
        && execution.order().startedAt() > state.order().startedAt();
  }

  /** Whether a transition belongs to this report and not to an earlier one with its id. */
  public boolean includes(TimelineEntry entry) {
    return !attempt().isStartedByHand() || entry.order().startedAt() >= createdAt.getEpochSecond();
  }

  private Report with(ReportState next) {
    return new Report(id, submission, createdAt, next);
  }
}
