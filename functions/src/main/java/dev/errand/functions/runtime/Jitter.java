package dev.errand.functions.runtime;

import java.security.SecureRandom;
import java.time.Duration;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/**
 * Random pauses between tries, the longer, the more tries there were.
 *
 * <p>A generator that the snapshot holds, {@link java.util.concurrent.ThreadLocalRandom} as well,
 * gives every environment that is restored from it the same pauses, so that they come again at the
 * same moment. {@link SecureRandom} takes the system's random bytes into each number. Source: AWS
 * Lambda Developer Guide, "Handling uniqueness with Lambda SnapStart".
 *
 * @param first the longest pause after the first try
 * @param longest the longest pause of all
 */
public record Jitter(Duration first, Duration longest) implements BackoffStrategy {

  private static final SecureRandom RANDOM = new SecureRandom();

  /** More doublings exceed every longest pause. */
  private static final int MAX_DOUBLINGS = 20;

  @Override
  public Duration computeDelay(int tries) {
    long bound =
        Math.min(
            longest.toMillis(),
            first.toMillis() << Math.min(MAX_DOUBLINGS, Math.max(0, tries - 1)));
    return Duration.ofMillis(RANDOM.nextLong(bound) + 1);
  }
}
