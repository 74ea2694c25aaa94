package dev.errand.worker;

import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.StopSignal;
import dev.errand.worker.thread.DaemonThreads;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs work on a separate thread, so that a stop takes effect while the work is blocked. Calls of
 * the records API, the bucket and the table cannot be interrupted.
 */
final class Supervisor {

  private static final int CHECK_MILLIS = 50;

  private final StopSignal stop;

  Supervisor(StopSignal stop) {
    this.stop = stop;
  }

  /**
   * Waits for the end of the work. After a stop, the work has some time to end. Then this method
   * returns and the daemon thread remains, as after a kill of the process.
   *
   * @throws WorkerFailure if the work fails or does not end in time
   */
  void run(Runnable work, Duration timeToStop) {
    FutureTask<Void> task = new FutureTask<>(work, null);
    new DaemonThreads("job").newThread(task).start();
    Optional<WorkerFailure> stopped = Optional.empty();
    long stoppedAt = 0;
    while (!isDone(task)) {
      if (stopped.isPresent() && System.nanoTime() - stoppedAt > timeToStop.toNanos()) {
        throw stopped.get();
      }
      if (stopped.isEmpty()) {
        stopped = stop.reason();
        stoppedAt = System.nanoTime();
      }
    }
  }

  private static boolean isDone(FutureTask<Void> task) {
    try {
      task.get(CHECK_MILLIS, TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the main thread was interrupted", e);
    }
  }
}
