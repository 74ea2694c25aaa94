package dev.errand.functions.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an endpoint answers.
 *
 * @param failures how many tries in a row have failed
 * @param failingSince when the first of them failed
 * @param pausedUntil before then, nothing is sent to it
 */
public record Health(int failures, Optional<Instant> failingSince, Optional<Instant> pausedUntil) {

  public static final Health GOOD = new Health(0, Optional.empty(), Optional.empty());

  /** An endpoint that has failed for longer is disabled. */
  static final Duration MAX_FAILING = Duration.ofDays(5);

  /** The number of failures in a row that cause no pause. */
  private static final int TOLERATED = 2;

  /** The maximum pause, as the number of a pause between two tries of a delivery. */
  private static final int MAX_PAUSE = 3;

  /** How long deliveries to the endpoint are paused; empty for no pause. */
  public Optional<Duration> pause(RetryDelays delays) {
    return failures <= TOLERATED
        ? Optional.empty()
        : delays.after(Math.min(MAX_PAUSE, failures - TOLERATED));
  }

  /** Whether it has failed for five days, so that its webhook is disabled. */
  public boolean isFailingTooLong(Instant now) {
    return failingSince.filter(since -> since.plus(MAX_FAILING).isBefore(now)).isPresent();
  }
}
