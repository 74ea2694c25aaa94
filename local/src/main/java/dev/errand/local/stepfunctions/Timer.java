package dev.errand.local.stepfunctions;

import java.time.Instant;
import java.time.InstantSource;

/** The time, and tasks that run at a later time. */
public interface Timer extends InstantSource, AutoCloseable {

  /** Runs the task as soon as a thread is free. */
  void run(Runnable task);

  /**
   * Runs the task at that time, or at once if it has passed.
   *
   * @return cancels it, unless it already runs
   */
  Runnable at(Instant due, Runnable task);

  /** Runs no further task. */
  @Override
  void close();

  /** The time of this machine. */
  static Timer real() {
    return new RealTimer();
  }
}
