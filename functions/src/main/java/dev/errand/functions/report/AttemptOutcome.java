package dev.errand.functions.report;

import java.util.Optional;

/**
 * The outcome of an attempt, whose execution runs or has ended.
 *
 * @param result its result, if it succeeded
 * @param failure why it has no result, if it failed
 * @param retries the retries of its last task, if that made any
 */
public record AttemptOutcome(
    Optional<Result> result, Optional<Failure> failure, Optional<Retries> retries) {

  /** The outcome of an execution that runs: none yet. */
  public static final AttemptOutcome RUNNING =
      new AttemptOutcome(Optional.empty(), Optional.empty(), Optional.empty());

  /** The outcome of an execution that its client cancelled: neither a result nor a failure. */
  public static final AttemptOutcome CANCELLED =
      new AttemptOutcome(Optional.empty(), Optional.empty(), Optional.empty());

  /** Success. */
  public static AttemptOutcome succeeded(Result result) {
    return new AttemptOutcome(Optional.of(result), Optional.empty(), Optional.empty());
  }

  /** Failure. */
  public static AttemptOutcome failed(Failure failure) {
    return new AttemptOutcome(Optional.empty(), Optional.of(failure), Optional.empty());
  }

  /** This outcome after the retries of a task. */
  public AttemptOutcome with(Optional<Retries> made) {
    return new AttemptOutcome(result, failure, made);
  }
}
