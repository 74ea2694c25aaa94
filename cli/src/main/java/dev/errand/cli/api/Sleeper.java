package dev.errand.cli.api;

import java.time.Duration;

/** Sleeps for a time; tests replace it. */
@FunctionalInterface
public interface Sleeper {

  void sleep(Duration time) throws InterruptedException;

  /** Sleeps in the calling thread. */
  static Sleeper ofThread() {
    return new ThreadSleeper();
  }
}
