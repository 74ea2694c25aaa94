package dev.errand.local.stage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running parts of a stage, which close in the reverse order of their start. */
final class Parts {

  private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

  private final Deque<Part> running = new ArrayDeque<>();
  private final List<CompletableFuture<?>> starting = new ArrayList<>();
  private boolean closed;

  /**
   * A part that runs.
   *
   * @param awaited what its closing waits for, if it waits
   */
  private record Part(AutoCloseable running, Supplier<Optional<String>> awaited) {}

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
    return add(part, Optional::empty);
  }

  /**
   * Takes a part that may take a while to close.
   *
   * @param awaited says what its closing waits for, if it waits
   * @throws IllegalStateException if the stage is closing; the part is closed then
   */
  <T extends AutoCloseable> T add(T part, Supplier<Optional<String>> awaited) {
    synchronized (this) {
      if (!closed) {
        running.push(new Part(part, awaited));
        return part;
      }
    }
    close(part);
    throw new IllegalStateException("the stage is closing");
  }

  /**
   * Closes all parts.
   *
   * @param statusLines gets a line of text about each part that it waits for
   */
  void close(Consumer<String> statusLines) {
    Deque<Part> closing;
    List<CompletableFuture<?>> late;
    synchronized (this) {
      closed = true;
      late = List.copyOf(starting);
      closing = new ArrayDeque<>(running);
      running.clear();
    }
    for (Part part : closing) {
      part.awaited().get().ifPresent(statusLines);
      close(part.running());
    }
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
