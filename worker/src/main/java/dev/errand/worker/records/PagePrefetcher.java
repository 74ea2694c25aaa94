package dev.errand.worker.records;

import dev.errand.worker.thread.DaemonThreads;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Fetches the windows in parallel and returns their pages in order. It reads as many windows at the
 * same time as there are connections and keeps at most half as many more that are complete. So
 * order and memory do not depend on response times.
 */
public final class PagePrefetcher implements AutoCloseable {

  private final PageClient client;
  private final Windows windows;
  private final Runnable stopCheck;
  private final BufferPool buffers;
  private final Deque<WindowReader> readers = new ArrayDeque<>();
  private final ExecutorService threads;
  private final int maxWindows;
  private int nextWindow;

  /**
   * Starts to fetch pages.
   *
   * @param from the first page to return
   * @param stopCheck called repeatedly while no page is available; throws to end the wait
   */
  public PagePrefetcher(
      PageClient client,
      BufferPool buffers,
      Windows windows,
      ReadPosition from,
      Runnable stopCheck) {
    this.client = client;
    this.buffers = buffers;
    this.windows = windows;
    this.stopCheck = stopCheck;
    this.maxWindows = client.connections() + (client.connections() + 1) / 2;
    this.threads = Executors.newFixedThreadPool(client.connections(), new DaemonThreads("reader"));
    this.nextWindow = from.window();
    if (from.window() < windows.count()) {
      start(from);
    }
  }

  /** Returns the next page; empty after the last. */
  public Optional<PositionedPage> next() throws InterruptedException {
    while (true) {
      while (readers.size() < maxWindows && nextWindow < windows.count()) {
        start(ReadPosition.ofWindow(nextWindow));
      }
      if (readers.isEmpty()) {
        return Optional.empty();
      }
      Optional<PositionedPage> page = readers.getFirst().next(stopCheck);
      if (page.isPresent()) {
        return page;
      }
      readers.removeFirst();
    }
  }

  /** Returns the buffer of a page to the pool after its rows were written. */
  public void recycle(PositionedPage page) {
    buffers.releaseCsv(page.page().csv());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void start(ReadPosition from) {
    WindowReader reader = new WindowReader(client, buffers, windows.window(from.window()), from);
    readers.addLast(reader);
    threads.execute(reader);
    nextWindow = from.window() + 1;
  }
}
