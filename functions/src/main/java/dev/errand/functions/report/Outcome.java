package dev.errand.functions.report;

import java.util.Optional;

/**
 * How an execution ended.
 *
 * @param result what it brought, if it succeeded
 * @param failure why it brought nothing, if it failed
 */
public record Outcome(Optional<Result> result, Optional<Failure> failure) {

  /** The outcome of what has not ended or was cancelled. */
  public static final Outcome NONE = new Outcome(Optional.empty(), Optional.empty());

  /** Success; the result is empty if its manifest cannot be found. */
  public static Outcome succeeded(Optional<Result> result) {
    return new Outcome(result, Optional.empty());
  }

  /** Failure. */
  public static Outcome failed(Failure failure) {
    return new Outcome(Optional.empty(), Optional.of(failure));
  }
}
