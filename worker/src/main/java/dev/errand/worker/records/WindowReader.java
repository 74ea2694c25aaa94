package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Fetches the pages of one window. It fetches at most {@value #PAGES_AHEAD} pages that were not
 * taken yet.
 */
final class WindowReader implements Runnable {

  private static final int PAGES_AHEAD = 4;
  private static final int STOP_CHECK_MILLIS = 100;

  /**
   * The limit for rejected page tokens. Each requires all pages of the window up to that point
   * again.
   */
  private static final int MAX_REJECTIONS = 10;

  private sealed interface Result permits Fetched, Failed {}

  private record Fetched(PositionedPage page, boolean isLast) implements Result {}

  private record Failed(RuntimeException failure) implements Result {}

  private final BlockingQueue<Result> results = new ArrayBlockingQueue<>(PAGES_AHEAD);
  private final PageClient client;
  private final BufferPool buffers;
  private final Window window;
  private final ReadPosition from;
  private boolean finished;

  WindowReader(PageClient client, BufferPool buffers, Window window, ReadPosition from) {
    this.client = client;
    this.buffers = buffers;
    this.window = window;
    this.from = from;
  }

  @Override
  public void run() {
    try {
      read();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      fail(e);
    } catch (Error e) {
      fail(new IllegalStateException("a window reader failed", e));
    }
  }

  /** Returns the next page; empty after the last. */
  Optional<PositionedPage> next(Runnable stopCheck) throws InterruptedException {
    if (finished) {
      return Optional.empty();
    }
    Result result = results.poll();
    while (result == null) {
      stopCheck.run();
      result = results.poll(STOP_CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }
    if (result instanceof Failed failed) {
      throw failed.failure();
    }
    Fetched fetched = (Fetched) result;
    finished = fetched.isLast();
    return Optional.of(fetched.page());
  }

  private void read() throws InterruptedException {
    PageTokenLoop loop = new PageTokenLoop();
    ReadPosition position = from;
    int rejections = 0;
    while (position.window() == from.window()) {
      Page page;
      try {
        page = get(window, position);
      } catch (RejectedPageTokenException e) {
        if (++rejections > MAX_REJECTIONS) {
          throw e.failure();
        }
        page = firstBeyond(position.last(), e);
      }
      loop.check(page.next());
      position = position.after(page, window);
      results.put(
          new Fetched(new PositionedPage(page, position), position.window() != from.window()));
    }
  }

  /**
   * Reads the window from its start. Returns the first page with records after a sort key, without
   * the records up to it.
   */
  private Page firstBeyond(List<String> last, RejectedPageTokenException rejection)
      throws InterruptedException {
    Window again = window.beyond(last).orElseThrow(rejection::failure);
    client.rejected(rejection, window);
    PageTokenLoop loop = new PageTokenLoop();
    ReadPosition position = ReadPosition.ofWindow(from.window());
    while (true) {
      Page page;
      try {
        page = get(again, position);
      } catch (RejectedPageTokenException e) {
        throw e.failure();
      }
      if (page.rows() > 0 || page.next().isEmpty()) {
        return page;
      }
      loop.check(page.next());
      buffers.releaseCsv(page.csv());
      position = new ReadPosition(from.window(), page.next(), page.last(), 0);
    }
  }

  private Page get(Window of, ReadPosition position) throws InterruptedException {
    Bytes body = buffers.acquireBody();
    Page page = client.get(of, position, body, buffers.acquireCsv());
    buffers.releaseBody(body);
    return page;
  }

  private void fail(RuntimeException failure) {
    try {
      results.put(new Failed(failure));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
