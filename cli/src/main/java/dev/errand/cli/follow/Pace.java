package dev.errand.cli.follow;

import java.time.Duration;
import java.util.Optional;

/**
 * How often it looks: less and less often, and as often as the API asks for where nobody watches.
 */
final class Pace {

  private static final long SOONEST_MILLISECONDS = 500;
  private static final long LATEST_MILLISECONDS = 5_000;
  private static final long LATEST_UNWATCHED_SECONDS = 60;

  /** No more than four calls a second, however many reports there are. */
  private static final long CALL_MILLISECONDS = 250;

  private final boolean watched;

  /**
   * A pace.
   *
   * @param watched whether a person sees each change
   */
  Pace(boolean watched) {
    this.watched = watched;
  }

  /**
   * The next pause.
   *
   * @param sinceBegin for how long it has been looking
   * @param retryAfterSeconds what the API asked for
   * @param calls how many calls a round has
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
