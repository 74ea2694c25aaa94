package dev.errand.functions.report;

import java.util.Optional;

/**
 * How an execution ended.
 *
 * @param result its result, if it succeeded
 * @param failure why it has no result, if it failed
 * @param retries the retries of its last task, if that made any
 */
public record AttemptOutcome(
    Optional<Result> result, Optional<Failure> failure, Optional<Retries> retries) {

  /** The outcome of an execution that is running or was cancelled. */
  public static final AttemptOutcome NONE =
      new AttemptOutcome(Optional.empty(), Optional.empty(), Optional.empty());

  /** Success; the result is empty if its manifest cannot be found. */
  public static AttemptOutcome succeeded(Optional<Result> result) {
    return new AttemptOutcome(result, Optional.empty(), Optional.empty());
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
