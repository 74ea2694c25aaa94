package dev.errand.cli.follow;

import java.time.Duration;
import java.util.Optional;

/**
 * The pause between two polls. It grows with time; without a terminal it is at least the {@code
 * Retry-After} of the API.
 */
final class PollInterval {

  private static final long SOONEST_MILLISECONDS = 500;
  private static final long LATEST_MILLISECONDS = 5_000;
  private static final long LATEST_UNWATCHED_SECONDS = 60;

  /** At most four calls a second, independent of the number of reports. */
  private static final long CALL_MILLISECONDS = 250;

  private final boolean watched;

  /**
   * An interval.
   *
   * @param watched whether a person sees each change
   */
  PollInterval(boolean watched) {
    this.watched = watched;
  }

  /**
   * The next pause.
   *
   * @param sinceBegin the time since the first poll
   * @param retryAfterSeconds the {@code Retry-After} of the API
   * @param calls the number of calls of a poll
   */
  Duration next(Duration sinceBegin, Optional<Long> retryAfterSeconds, int calls) {
    long growing =
        Math.min(LATEST_MILLISECONDS, Math.max(SOONEST_MILLISECONDS, sinceBegin.toMillis() / 10));
    long wanted =
        watched
            ? growing
            : Math.max(
                growing, 1000 * Math.min(LATEST_UNWATCHED_SECONDS, retryAfterSeconds.orElse(1L)));
    return Duration.ofMillis(Math.max(wanted, calls * CALL_MILLISECONDS));
  }
}
