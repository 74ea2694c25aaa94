package dev.errand.cli.api;

import java.time.Duration;

/** Sleeps in the calling thread. */
record ThreadSleeper() implements Sleeper {

  @Override
  public void sleep(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis());
  }
}
