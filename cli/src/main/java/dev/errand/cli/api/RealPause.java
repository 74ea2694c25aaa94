package dev.errand.cli.api;

import java.time.Duration;

/** Lets time pass. */
record RealPause() implements Pause {

  @Override
  public void pause(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }
}
