package dev.errand.worker.job;

import java.time.Duration;

/** Schedules checkpoints: at most one in each interval, and at most a fixed share of the time. */
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

  /** Whether a checkpoint is due. The caller then saves one and calls {@link #saved}. */
  boolean isDue() {
    begun = System.nanoTime();
    return begun - next >= 0;
  }

  void saved() {
    long now = System.nanoTime();
    next = now + Math.max(interval, (now - begun) * share);
  }
}
