package dev.errand.cli.api;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How long a call is retried after a transient fault.
 *
 * @param total the time from the first try
 * @param retriesConnectionRefused whether a refused connection is retried
 * @param onRetry gets a line of text before each pause; without it, {@link Calls} reports the first
 *     retry alone
 */
public record RetryDeadline(
    Duration total, boolean retriesConnectionRefused, Optional<Consumer<String>> onRetry) {

  /** For a command whose answer a person waits for. */
  public static RetryDeadline interactive() {
    return new RetryDeadline(Duration.ofSeconds(12), false, Optional.empty());
  }

  /** For a command that follows reports to their end. */
  public static RetryDeadline following(Consumer<String> onRetry) {
    return new RetryDeadline(Duration.ofMinutes(10), true, Optional.of(onRetry));
  }
}
