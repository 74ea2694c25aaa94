package dev.errand.worker.records;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Gives all pages in the order of the windows while the windows that follow are read ahead, as many
 * at once as there are connections, and at most half as many more that wait to be taken. So neither
 * order nor memory depends on who answers first.
 */
public final class RecordReader implements AutoCloseable {

  private final Pages pages;
  private final WindowPlan plan;
  private final Runnable stopCheck;
  private final Buffers buffers;
  private final Deque<WindowReader> ahead = new ArrayDeque<>();
  private final ExecutorService threads;
  private final int mostAhead;
  private int nextWindow;

  /**
   * Begins to read at a place.
   *
   * @param stopCheck called again and again while a page is waited for; throws to end the waiting
   */
  public RecordReader(
      Pages pages, Buffers buffers, WindowPlan plan, Place from, Runnable stopCheck) {
    this.pages = pages;
    this.buffers = buffers;
    this.plan = plan;
    this.stopCheck = stopCheck;
    this.mostAhead = pages.connections() + (pages.connections() + 1) / 2;
    this.threads =
        Executors.newFixedThreadPool(
            pages.connections(),
            task -> {
              Thread thread = new Thread(task, "reader");
              thread.setDaemon(true);
              return thread;
            });
    this.nextWindow = from.window();
    if (from.window() < plan.count()) {
      start(from);
    }
  }

  /** The next page; empty after the last. */
  public Optional<Ahead> next() throws InterruptedException {
    while (true) {
      while (ahead.size() < mostAhead && nextWindow < plan.count()) {
        start(Place.ofWindow(nextWindow));
      }
      if (ahead.isEmpty()) {
        return Optional.empty();
      }
      Optional<Ahead> page = ahead.getFirst().next(stopCheck);
      if (page.isPresent()) {
        return page;
      }
      ahead.removeFirst();
    }
  }

  /** Takes back the buffer of a page that has been written. */
  public void recycle(Ahead page) {
    buffers.giveCsv(page.page().csv());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void start(Place from) {
    WindowReader reader = new WindowReader(pages, buffers, plan, from);
    ahead.addLast(reader);
    threads.execute(reader);
    nextWindow = from.window() + 1;
  }
}
