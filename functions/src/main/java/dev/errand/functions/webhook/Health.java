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

  /** An endpoint that has failed for so long is disabled. */
  static final Duration LONGEST_FAILING = Duration.ofDays(5);

  /** So many failures in a row are no reason to stop sending to it. */
  private static final int TOLERATED = 2;

  /** The pauses grow as those between two tries of a delivery, and end with this one of them. */
  private static final int LONGEST_PAUSE = 3;

  /** How long to send nothing to the endpoint; empty to go on. */
  public Optional<Duration> pause(RetryDelays delays) {
    return failures <= TOLERATED
        ? Optional.empty()
        : delays.after(Math.min(LONGEST_PAUSE, failures - TOLERATED));
  }

  /** Whether it has failed for days. */
  public boolean isHopeless(Instant now) {
    return failingSince.filter(since -> since.plus(LONGEST_FAILING).isBefore(now)).isPresent();
  }
}
