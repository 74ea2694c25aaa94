package dev.errand.functions.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs several tasks at once. */
final class Threads {

  private final ExecutorService executor;

  Threads(int max) {
    executor =
        Executors.newFixedThreadPool(
            max,
            task -> {
              Thread thread = new Thread(task, "dispatch");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Runs all, and returns when the last one has ended.
   *
   * @throws IllegalStateException if any has failed, with the first fault
   */
  void all(List<Runnable> tasks) {
    List<Future<?>> running = new ArrayList<>();
    tasks.forEach(task -> running.add(executor.submit(task)));
    ExecutionException first = null;
    for (Future<?> task : running) {
      try {
        task.get();
      } catch (ExecutionException e) {
        first = first == null ? e : first;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while deliveries were tried", e);
      }
    }
    if (first != null) {
      throw new IllegalStateException("a delivery could not be tried", first.getCause());
    }
  }
}
