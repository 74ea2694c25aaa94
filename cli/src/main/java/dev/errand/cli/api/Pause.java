package dev.errand.cli.api;

import java.time.Duration;

/** Waits. */
@FunctionalInterface
public interface Pause {

  void pause(Duration time) throws InterruptedException;

  /** Really. */
  static Pause real() {
    return new RealPause();
  }
}
