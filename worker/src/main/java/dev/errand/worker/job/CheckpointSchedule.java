package dev.errand.worker.job;

import java.time.Duration;

/** Says when a checkpoint is due: after an interval, but only for a small share of the time. */
final class CheckpointSchedule {

  private final long interval;
  private final int share;
  private long begun;
  private long next;

  CheckpointSchedule(Duration interval, int share) {
    this.interval = interval.toNanos();
    this.share = share;
    this.next = System.nanoTime() + this.interval;
  }

  /** Whether to save one now; then {@link #saved} is expected. */
  boolean isDue() {
    begun = System.nanoTime();
    return begun - next >= 0;
  }

  void saved() {
    long now = System.nanoTime();
    next = now + Math.max(interval, (now - begun) * share);
  }
}
