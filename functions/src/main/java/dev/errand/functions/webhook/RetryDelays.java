package dev.errand.functions.webhook;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The pauses between the tries of a delivery. A random part, up to a fifth, is added to each, so
 * that deliveries that failed together do not come back together. {@link Health#pause} takes the
 * pauses of a failing endpoint from this list, and the dispatcher the pause of the other deliveries
 * to an endpoint after one has failed.
 *
 * @param delays one for each try after the first
 */
public record RetryDelays(List<Duration> delays) {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int RANDOM_FRACTION = 5;
  private static final String EXPECTED =
      "the delays between tries are positive seconds, separated by commas, such as 60,300,1800";

  /**
   * Pauses.
   *
   * @throws IllegalArgumentException if there is none, or one is not longer than nothing
   */
  public RetryDelays {
    delays = List.copyOf(delays);
    if (delays.isEmpty() || delays.stream().anyMatch(d -> d.isZero() || d.isNegative())) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * Reads seconds, separated by commas.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static RetryDelays parse(String seconds) {
    try {
      return new RetryDelays(
          Arrays.stream(seconds.split(",", -1))
              .map(text -> Duration.ofSeconds(Long.parseLong(text.strip())))
              .toList());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(EXPECTED + ": " + seconds, e);
    }
  }

  /**
   * How long to wait after a try.
   *
   * @param tries how many there were, from 1
   * @return empty if that was the last one
   */
  public Optional<Duration> after(int tries) {
    if (tries > delays.size()) {
      return Optional.empty();
    }
    long delay = delays.get(tries - 1).toMillis();
    return Optional.of(Duration.ofMillis(delay + RANDOM.nextLong(delay / RANDOM_FRACTION + 1)));
  }
}
