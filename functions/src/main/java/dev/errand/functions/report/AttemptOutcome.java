package dev.errand.functions.report;

import java.util.Optional;

/**
 * How an execution ended.
 *
 * @param result what it brought, if it succeeded
 * @param failure why it brought nothing, if it failed
 */
public record AttemptOutcome(Optional<Result> result, Optional<Failure> failure) {

  /** The outcome of what has not ended or was cancelled. */
  public static final AttemptOutcome NONE = new AttemptOutcome(Optional.empty(), Optional.empty());

  /** Success; the result is empty if its manifest cannot be found. */
  public static AttemptOutcome succeeded(Optional<Result> result) {
    return new AttemptOutcome(result, Optional.empty());
  }

  /** Failure. */
  public static AttemptOutcome failed(Failure failure) {
    return new AttemptOutcome(Optional.empty(), Optional.of(failure));
  }
}
