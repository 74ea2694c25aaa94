package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.SortKey;
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
   * The limit for rejected cursors. Each requires all pages of the window up to that point again.
   */
  private static final int MOST_REFUSED_CURSORS = 10;

  private sealed interface Result permits Fetched, Failed {}

  private record Fetched(FetchedPage page, boolean isLast) implements Result {}

  private record Failed(RuntimeException failure) implements Result {}

  private final BlockingQueue<Result> results = new ArrayBlockingQueue<>(PAGES_AHEAD);
  private final PageClient client;
  private final BufferPool buffers;
  private final WindowPlan plan;
  private final ReadPosition from;
  private boolean finished;

  WindowReader(PageClient client, BufferPool buffers, WindowPlan plan, ReadPosition from) {
    this.client = client;
    this.buffers = buffers;
    this.plan = plan;
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
  Optional<FetchedPage> next(Runnable stopCheck) throws InterruptedException {
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
    PageParser parser = client.parser(plan.window(from.window()));
    ReadPosition position = from;
    int refusedCursors = 0;
    while (position.window() == from.window()) {
      Page page;
      try {
        page = get(parser, position.cursor(), position.last());
      } catch (RejectedCursorException e) {
        if (++refusedCursors > MOST_REFUSED_CURSORS) {
          throw e.failure();
        }
        client.refused(e, parser.query());
        page = firstBeyond(position.last());
      }
      position = position.after(page, parser.query());
      results.put(new Fetched(new FetchedPage(page, position), position.window() != from.window()));
    }
  }

  /**
   * Reads the window from its start. Returns the first page with records after a sort key, without
   * the records up to it.
   */
  private Page firstBeyond(SortKey last) throws InterruptedException {
    PageParser parser = client.parser(plan.window(from.window())).beyond(last);
    Optional<String> cursor = Optional.empty();
    SortKey after = SortKey.START;
    while (true) {
      Page page;
      try {
        page = get(parser, cursor, after);
      } catch (RejectedCursorException e) {
        throw e.failure();
      }
      if (page.tally().rows() > 0 || page.nextCursor().isEmpty()) {
        return page;
      }
      buffers.releaseCsv(page.csv());
      cursor = page.nextCursor();
      after = page.last();
    }
  }

  private Page get(PageParser parser, Optional<String> cursor, SortKey after)
      throws InterruptedException {
    Bytes body = buffers.acquireBody();
    Page page = client.get(parser, cursor, after, body, buffers.acquireCsv());
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
