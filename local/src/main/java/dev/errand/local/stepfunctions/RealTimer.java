package dev.errand.local.stepfunctions;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The machine's clock with a few threads. */
final class RealTimer implements Timer {

  private static final int THREADS = 4;

  private final ScheduledThreadPoolExecutor executor;

  RealTimer() {
    AtomicInteger count = new AtomicInteger();
    executor =
        new ScheduledThreadPoolExecutor(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "stepfunctions-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    executor.setRemoveOnCancelPolicy(true);
    executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public void run(Runnable task) {
    at(Instant.MIN, task);
  }

  @Override
  public Runnable at(Instant due, Runnable task) {
    long millis =
        due.equals(Instant.MIN) ? 0 : Math.max(0, Duration.between(instant(), due).toMillis());
    try {
      Future<?> future = executor.schedule(task, millis, TimeUnit.MILLISECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
