package dev.errand.worker.progress;

import java.time.Duration;

/** Follows the work of a task. */
public interface ProgressListener {

  /** Follows nothing. */
  ProgressListener NONE =
      new ProgressListener() {
        @Override
        public void entered(TaskPhase phase) {}

        @Override
        public void read(long records, Duration time) {}
      };

  /** A phase begins. */
  void entered(TaskPhase phase);

  /**
   * Records were read; called about once a minute, and when the reading ends. The calls of one task
   * add up to all records that it read, without those of an earlier task.
   *
   * @param records the number since the last call
   * @param time the time since the last call
   */
  void read(long records, Duration time);
}
