package dev.errand.states.state;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When and how often a failed state is tried again.
 *
 * @param interval before the first retry
 * @param backoffRate what each further delay is multiplied by
 * @param fullJitter whether a delay is drawn at random between 0 and what it would be
 */
public record Retrier(
    List<String> errorEquals,
    Duration interval,
    double backoffRate,
    int maxAttempts,
    Optional<Duration> maxDelay,
    boolean fullJitter) {

  /** Longer than any execution lasts. */
  private static final double YEAR_IN_MILLIS = Duration.ofDays(366).toMillis();

  Duration delay(int retriesBefore, RandomGenerator random) {
    double limit = maxDelay.map(d -> (double) d.toMillis()).orElse(YEAR_IN_MILLIS);
    double millis = Math.min(interval.toMillis() * Math.pow(backoffRate, retriesBefore), limit);
    return Duration.ofMillis((long) (fullJitter ? random.nextDouble() * millis : millis));
  }
}
