package dev.errand.functions.report;

import dev.errand.core.Attempt;
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
 * @param standing where it stands
 */
public record Report(ReportId id, Submission submission, Instant createdAt, Standing standing) {

  /**
   * Step Functions redrives for 14 days after the end; a day more, since it may tell of it late.
   */
  static final Duration REDRIVABLE = Duration.ofDays(15);

  private static final Duration SHORTEST_BETWEEN_LOOKS = Duration.ofHours(1);

  /** A report that waits for its first execution. */
  public static Report accepted(
      ReportId id, Submission submission, Instant now, Retention retention) {
    return new Report(id, submission, now, Standing.queued(1, now, retention));
  }

  /**
   * The report behind an execution that nobody asked us for: somebody started it by hand. It stands
   * as if the execution had not begun, so that the news about it is newer.
   */
  public static Report behind(Execution execution, Retention retention) {
    return new Report(
        execution.attempt().reportId(),
        Submission.of(execution.input().orElse("")),
        execution.startedAt(),
        Standing.queued(execution.attempt().number(), execution.startedAt(), retention));
  }

  public Status status() {
    return standing.status();
  }

  /** The present attempt. */
  public Attempt attempt() {
    return new Attempt(id, standing.order().attempt());
  }

  /** The owner; empty if only an administrator may see the report. */
  public Optional<UUID> clientId() {
    return submission.clientId();
  }

  /** Whether it counts against what its client may have going on at once. */
  public boolean isActive() {
    return !status().isFinal();
  }

  /**
   * When to ask again whether somebody has redriven its execution without our hearing of it: after
   * a tenth of the time that has passed since it ended, but not within an hour. What was deleted is
   * looked at as well, for a task that ended later may have left files.
   *
   * @param now when it was asked last, or when it ended
   * @return empty if nobody can redrive it: it goes on, succeeded, or ended too long ago
   */
  public Optional<Instant> nextRedriveLook(Instant now) {
    Duration ended = Duration.between(standing.updatedAt(), now);
    if (!(status().isRetryable() || isDeleted()) || ended.compareTo(REDRIVABLE) > 0) {
      return Optional.empty();
    }
    Duration pause = ended.dividedBy(10);
    return Optional.of(
        now.plus(pause.compareTo(SHORTEST_BETWEEN_LOOKS) < 0 ? SHORTEST_BETWEEN_LOOKS : pause));
  }

  /** Whether news about an execution would change this report. */
  public boolean isOlderThan(Execution news) {
    return news.order().isAfter(standing.order());
  }

  /** Whether an execution's abort is what the client asked for. */
  public boolean wantsToEnd(Execution news) {
    return standing.cancelRequestFor(news).isPresent();
  }

  /** The report after newer news about an execution of it. */
  public Report after(Execution news, Outcome outcome, Retention retention) {
    return with(standing.after(news, outcome, retention));
  }

  /** The report after its client asked to cancel it while it was active. */
  public Report cancelling(Instant now) {
    return with(standing.cancelling(now));
  }

  /** What is left of the report once it is deleted: its owner, and where it stood. */
  public Report deleted(Instant now) {
    return new Report(id, Submission.erased(clientId()), createdAt, standing.deleted(now));
  }

  /** Whether it was deleted. */
  public boolean isDeleted() {
    return status() == Status.DELETED;
  }

  /** The report with a new attempt that waits for its execution. */
  public Report retried(Instant now, Retention retention) {
    return with(Standing.queued(attempt().next().number(), now, retention));
  }

  /**
   * The transition that a client's wish brought: to wait for an execution, to be cancelled or to be
   * deleted.
   *
   * @param actor whose wish it was
   */
  public TimelineEntry wish(String actor) {
    return new TimelineEntry(
        standing.order(),
        status(),
        standing.updatedAt(),
        standing.expiresAt(),
        standing.failure().map(Failure::code),
        Optional.of(actor));
  }

  /**
   * The transition that news about an execution tells of, whether or not it is still news: an abort
   * without a failure is what the client asked for.
   */
  public TimelineEntry transition(Execution news, Outcome outcome, Retention retention) {
    boolean cancelled = news.status() == ExecutionStatus.ABORTED && outcome.failure().isEmpty();
    return new TimelineEntry(
        news.order(),
        Standing.statusAfter(news, cancelled),
        news.at(),
        retention.from(news.at()),
        outcome.failure().map(Failure::code),
        Optional.empty());
  }

  /**
   * Whether news is about another execution with the name of the one that this report follows: Step
   * Functions frees a name 90 days after its execution ended. An execution that was started by hand
   * is another report then, with an input and an owner of its own.
   */
  public boolean isReplacedBy(Execution news) {
    return news.attempt().isStartedByHand()
        && news.attempt().number() == standing.order().attempt()
        && !standing.order().isQueued()
        && news.order().startedAt() > standing.order().startedAt();
  }

  /** Whether a transition belongs to this report and to no earlier one with its id. */
  public boolean tellsOf(TimelineEntry entry) {
    return !attempt().isStartedByHand() || entry.order().startedAt() >= createdAt.getEpochSecond();
  }

  private Report with(Standing next) {
    return new Report(id, submission, createdAt, next);
  }
}
