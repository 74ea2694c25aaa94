package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.Position;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads the pages of one window ahead of whoever takes them, but only a few. */
final class WindowReader implements Runnable {

  private static final int PAGES_AHEAD = 4;
  private static final int STOP_CHECK_MILLIS = 100;

  /** Each costs the pages of the window up to there; a cursor should live longer than that. */
  private static final int MOST_REFUSED_CURSORS = 10;

  private sealed interface Result permits Taken, Failed {}

  private record Taken(Ahead ahead, boolean isLast) implements Result {}

  private record Failed(RuntimeException failure) implements Result {}

  private final BlockingQueue<Result> results = new ArrayBlockingQueue<>(PAGES_AHEAD);
  private final Pages pages;
  private final Buffers buffers;
  private final WindowPlan plan;
  private final Place from;
  private boolean finished;

  WindowReader(Pages pages, Buffers buffers, WindowPlan plan, Place from) {
    this.pages = pages;
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
      fail(new IllegalStateException("a reader failed", e));
    }
  }

  /** The next page; empty after the last. */
  Optional<Ahead> next(Runnable stopCheck) throws InterruptedException {
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
    Taken taken = (Taken) result;
    finished = taken.isLast();
    return Optional.of(taken.ahead());
  }

  private void read() throws InterruptedException {
    PageParser parser = pages.parser(plan.window(from.window()));
    Place place = from;
    int refusedCursors = 0;
    while (place.window() == from.window()) {
      Page page;
      try {
        page = get(parser, place.cursor(), place.last());
      } catch (RefusedCursor e) {
        if (++refusedCursors > MOST_REFUSED_CURSORS) {
          throw e.failure();
        }
        pages.refused(e, parser.rules());
        page = firstBeyond(place.last());
      }
      place = place.after(page, parser.rules());
      results.put(new Taken(new Ahead(page, place), place.window() != from.window()));
    }
  }

  /**
   * Reads the window from its start; the first page that has records after the last one that was
   * read, without those up to it.
   */
  private Page firstBeyond(Position last) throws InterruptedException {
    PageParser parser = pages.parser(plan.window(from.window())).beyond(last);
    Optional<String> cursor = Optional.empty();
    Position after = Position.START;
    while (true) {
      Page page;
      try {
        page = get(parser, cursor, after);
      } catch (RefusedCursor e) {
        throw e.failure();
      }
      if (page.tally().rows() > 0 || page.nextCursor().isEmpty()) {
        return page;
      }
      buffers.giveCsv(page.csv());
      cursor = page.nextCursor();
      after = page.last();
    }
  }

  private Page get(PageParser parser, Optional<String> cursor, Position after)
      throws InterruptedException {
    Bytes body = buffers.takeBody();
    Page page = pages.get(parser, cursor, after, body, buffers.takeCsv());
    buffers.giveBody(body);
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
