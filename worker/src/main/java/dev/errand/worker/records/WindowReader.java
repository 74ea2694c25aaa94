package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageParser;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** Reads the pages of one window ahead of whoever takes them, but only a few. */
final class WindowReader implements Runnable {

  private static final int PAGES_AHEAD = 4;
  private static final int STOP_CHECK_MILLIS = 100;

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
    PageParser parser = new PageParser(plan.window(from.window()));
    Place place = from;
    while (place.window() == from.window()) {
      Bytes body = buffers.takeBody();
      Page page = pages.get(parser, place.cursor(), place.last(), body, buffers.takeCsv());
      buffers.giveBody(body);
      place = place.after(page, parser.rules());
      results.put(new Taken(new Ahead(page, place), place.window() != from.window()));
    }
  }

  private void fail(RuntimeException failure) {
    try {
      results.put(new Failed(failure));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
