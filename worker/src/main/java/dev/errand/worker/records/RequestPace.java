package dev.errand.worker.records;

import java.time.Duration;
import java.util.OptionalInt;

/** Spreads the requests of all windows evenly. All times are those of {@link System#nanoTime}. */
final class RequestPace {

  private final long nanosBetween;
  private long next;

  RequestPace(OptionalInt maxPerSecond, long now) {
    nanosBetween =
        maxPerSecond.isPresent() ? Duration.ofSeconds(1).toNanos() / maxPerSecond.getAsInt() : 0;
    next = now;
  }

  /** Reserves a request and returns the nanoseconds until it may be sent. */
  synchronized long reserve(long now) {
    if (nanosBetween == 0) {
      return 0;
    }
    long at = next - now > 0 ? next : now;
    next = at + nanosBetween;
    return at - now;
  }
}
