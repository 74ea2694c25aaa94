package dev.errand.functions.reconciler;

import java.time.Duration;

/**
 * Keeps a distance between calls. {@code DescribeExecution} has a bucket of 300 calls that refills
 * with 15 a second (Step Functions Developer Guide, "Quotas related to API action throttling"), and
 * others call it as well.
 */
final class Pace {

  private final Duration distance;
  private long next = System.nanoTime();

  Pace(Duration distance) {
    this.distance = distance;
  }

  /** Returns when the next call may be made. */
  void await() {
    long wait = next - System.nanoTime();
    if (wait > 0) {
      sleep(Duration.ofNanos(wait));
    }
    next = System.nanoTime() + distance.toNanos();
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
