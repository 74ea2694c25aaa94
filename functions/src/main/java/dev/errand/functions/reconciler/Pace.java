package dev.errand.functions.reconciler;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Limits the rate of calls. {@code DescribeExecution} has a bucket of 300 calls that refills with
 * 15 a second (Step Functions Developer Guide, "Quotas related to API action throttling"), and
 * others call it as well. No wait is longer than the distance between two calls, even after a
 * restore on a machine with another clock.
 */
final class Pace {

  private final Duration distance;
  private final LongSupplier nanos;
  private OptionalLong next = OptionalLong.empty();

  /**
   * A pace.
   *
   * @param nanos a clock as {@link System#nanoTime()}
   */
  Pace(Duration distance, LongSupplier nanos) {
    this.distance = distance;
    this.nanos = nanos;
  }

  /** Returns when the next call may be made. */
  void await() {
    long wait = next.isPresent() ? next.getAsLong() - nanos.getAsLong() : 0;
    if (wait > 0) {
      sleep(Duration.ofNanos(Math.min(wait, distance.toNanos())));
    }
    next = OptionalLong.of(nanos.getAsLong() + distance.toNanos());
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis(), (int) (time.toNanos() % 1_000_000));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted between two calls", e);
    }
  }
}
