package dev.errand.worker.records;

import java.time.Duration;
import java.util.Optional;

/** A request failed for a reason that may be temporary. */
final class RetryableException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Optional<Duration> after;

  RetryableException(String message, Optional<Duration> after, Throwable cause) {
    super(message, cause);
    this.after = after;
  }

  /** The delay that the records API asked for. */
  Optional<Duration> after() {
    return after;
  }
}
