package dev.errand.cli.api;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * How long a call with a transient fault is retried.
 *
 * @param total the time limit of all retries
 * @param retriesRefusedConnections whether a refused connection is retried
 * @param notices receives a line of text before each pause
 */
public record RetryPolicy(
    Duration total, boolean retriesRefusedConnections, Consumer<String> notices) {

  /** For a single call, which a person waits for. */
  public static RetryPolicy interactive() {
    return new RetryPolicy(Duration.ofSeconds(12), false, new Silence());
  }

  /** For a command that follows reports. */
  public static RetryPolicy following(Consumer<String> notices) {
    return new RetryPolicy(Duration.ofMinutes(10), true, notices);
  }

  private record Silence() implements Consumer<String> {

    @Override
    public void accept(String line) {}
  }
}
