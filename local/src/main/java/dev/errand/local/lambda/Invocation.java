package dev.errand.local.lambda;

import java.time.Duration;

/** How an invocation ended. */
public sealed interface Invocation {

  /** The function answered; the payload is the JSON document that its handler gave. */
  record Success(String payload) implements Invocation {}

  /**
   * The handler threw, the process ended under it or could not start.
   *
   * @param type as Lambda's {@code errorType}, such as a class name or {@code Runtime.ExitError}
   * @param message as Lambda's {@code errorMessage}
   */
  record FunctionError(String type, String message) implements Invocation {}

  /** The function was killed at its timeout. */
  record TimedOut(Duration timeout) implements Invocation {}

  /** The function was not invoked: its reserved concurrency is used up. */
  record Throttled() implements Invocation {}

  /** The function was not invoked: the event is over {@link FunctionHost#MAX_EVENT_BYTES}. */
  record TooLarge() implements Invocation {}
}
