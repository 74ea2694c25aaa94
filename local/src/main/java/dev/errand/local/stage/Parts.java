package dev.errand.local.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a stage, which close in the reverse order of their start. */
final class Parts implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final List<CompletableFuture<?>> starting = new ArrayList<>();
  private boolean closed;

  /** Starts a part beside others; {@link #close} waits for it. */
  synchronized <T> CompletableFuture<T> begin(Supplier<T> start) {
    CompletableFuture<T> started = CompletableFuture.supplyAsync(start);
    starting.add(started);
    return started;
  }

  /**
   * Takes a part that has started.
   *
   * @throws IllegalStateException if the stage is closing; the part is closed then
   */
  <T extends AutoCloseable> T add(T part) {
    synchronized (this) {
      if (!closed) {
        running.push(part);
        return part;
      }
    }
    close(part);
    throw new IllegalStateException("the stage is closing");
  }

  @Override
  public void close() {
    Deque<AutoCloseable> closing;
    List<CompletableFuture<?>> late;
    synchronized (this) {
      closed = true;
      late = List.copyOf(starting);
      closing = new ArrayDeque<>(running);
      running.clear();
    }
    closing.forEach(Parts::close);
    late.forEach(part -> part.exceptionally(failed -> null).join());
  }

  private static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      LOG.warn("{} did not close cleanly", part.getClass().getSimpleName(), e);
    }
  }
}
