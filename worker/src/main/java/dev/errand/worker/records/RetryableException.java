package dev.errand.worker.records;

import java.time.Duration;
import java.util.Optional;

/** A request failed in a way that may pass. */
final class RetryableException extends Exception {

  private static final long serialVersionUID = 1;

  private final transient Optional<Duration> after;

  RetryableException(String message, Optional<Duration> after, Throwable cause) {
    super(message, cause);
    this.after = after;
  }

  /** How long the records API asked us to wait. */
  Optional<Duration> after() {
    return after;
  }
}
