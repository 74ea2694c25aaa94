package dev.errand.worker;

import dev.errand.core.FailureCode;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Ends the process once: after the job or after a signal. */
final class ProcessExit {

  /** The time from SIGTERM to the end of the process, even if the main thread is blocked. */
  private static final Duration TIMEOUT = Duration.ofMillis(1950);

  private final CountDownLatch finished = new CountDownLatch(1);
  private final Runnable interrupt;
  private volatile int code = FailureCode.INTERRUPTED.exitCode().orElseThrow();

  /**
   * Creates the exit of this process.
   *
   * @param interrupt signals the job to stop; called repeatedly after a signal
   */
  ProcessExit(Runnable interrupt) {
    this.interrupt = interrupt;
  }

  /** Ends the process after the job. */
  void with(int exitCode) {
    code = exitCode;
    finished.countDown();
    System.exit(exitCode);
  }

  /** Ends the process after a signal, when the job has stopped or the time for that is over. */
  void onShutdown() {
    if (finished.getCount() == 0) {
      return;
    }
    awaitFinish();
    Runtime.getRuntime().halt(code);
  }

  private void awaitFinish() {
    long end = System.nanoTime() + TIMEOUT.toNanos();
    try {
      while (!finished.await(50, TimeUnit.MILLISECONDS) && System.nanoTime() < end) {
        interrupt.run();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
