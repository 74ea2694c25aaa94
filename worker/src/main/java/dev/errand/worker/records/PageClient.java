package dev.errand.worker.records;

import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.page.MalformedPageException;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.RecordsQuery;
import dev.errand.worker.page.SortKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Fetches pages and retries with exponential backoff. A page counts only after it was read and
 * checked completely, so a retry never duplicates records.
 */
public final class PageClient {

  private final RecordsHttpClient http;
  private final RecordsApiSettings settings;
  private final Consumer<String> warn;
  private final RetryTracker retryTracker;
  private final AtomicBoolean warnedOfGeneralParser = new AtomicBoolean();

  /**
   * The earliest time of the next request of any window, by {@link System#nanoTime()}. The records
   * API sets it by {@code Retry-After}.
   */
  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

  /**
   * Creates a client of the records API.
   *
   * @param warn receives a message about each failed try
   * @param onRetry receives the pending retry with the most tries; empty when none is pending
   */
  public PageClient(RecordsApiSettings settings, Consumer<String> warn, Consumer<Retries> onRetry) {
    this.settings = settings;
    this.http = new RecordsHttpClient(settings);
    this.warn = warn;
    this.retryTracker = new RetryTracker(onRetry);
  }

  /** Returns a parser for the pages of a query. */
  public PageParser parser(RecordsQuery query) {
    return new PageParser(query, this::warnOfGeneralParser);
  }

  private void warnOfGeneralParser(String reason) {
    if (warnedOfGeneralParser.compareAndSet(false, true)) {
      warn.accept(
          "Pages of the records API are parsed several times more slowly than pages whose fields are"
              + " strings in the order of api/records.yaml. The first such page: %s."
                  .formatted(reason));
    }
  }

  /** The maximum number of concurrent requests. */
  public int connections() {
    return settings.connections();
  }

  /** The maximum number of records of a page. */
  public int pageSize() {
    return settings.pageSize();
  }

  /**
   * Fetches a page.
   *
   * @param cursor the cursor of the page; empty for the first
   * @param after the sort key of the last record before the page
   * @param body a buffer for the JSON
   * @param csv receives the rows
   * @throws RejectedCursorException if the records API rejects the cursor
   * @throws WorkerFailure if no further try can succeed
   */
  public Page get(PageParser parser, Optional<String> cursor, SortKey after, Bytes body, Bytes csv)
      throws InterruptedException {
    PageRequest request = new PageRequest(parser.query(), settings.pageSize(), cursor);
    RetryState state =
        new RetryState(settings.limits().retries(), ThreadLocalRandom.current(), now());
    try {
      String reason = "the records API asked other requests to wait";
      while (true) {
        awaitDelay(state, reason);
        try {
          http.fetch(request, body);
          Page page = parser.parse(body, after, csv);
          if (page.nextCursor().isPresent() && page.nextCursor().equals(cursor)) {
            throw RetryState.inconsistent("its next_cursor is the cursor of the same page", null);
          }
          return page;
        } catch (MalformedPageException e) {
          reason = e.getMessage();
          pause(state, state.failed(reason, Duration.ZERO, now()), reason);
        } catch (InvalidPageException e) {
          reason = e.getMessage();
          pause(state, state.refused(reason, e, now()), reason);
        } catch (RetryableException e) {
          reason = e.getMessage();
          Duration asked = e.after().orElse(Duration.ZERO);
          Duration pause = state.failed(reason, asked, now());
          delayAll(asked);
          pause(state, pause, reason);
        }
      }
    } finally {
      retryTracker.end(state);
    }
  }

  /** Logs that a cursor was rejected and which days are read again. */
  void refused(RejectedCursorException cursor, RecordsQuery window) {
    warn.accept(
        "%s The API rejected its own cursor: reading %s to %s again up to the last record."
            .formatted(cursor.failure().getMessage(), window.firstDay(), window.lastDay()));
  }

  /** Delays the next request of every window. */
  private void delayAll(Duration asked) {
    long until = now() + asked.toNanos();
    notBefore.accumulateAndGet(until, (one, other) -> one - other > 0 ? one : other);
  }

  private void awaitDelay(RetryState state, String reason) throws InterruptedException {
    for (long left = notBefore.get() - now(); left > 0; left = notBefore.get() - now()) {
      state.requireTime(Duration.ofNanos(left), reason, now());
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private void pause(RetryState state, Duration pause, String reason) throws InterruptedException {
    int most = settings.limits().retries().tries();
    warn.accept(
        "The records API: %s. Try %d of %d in %.1f s."
            .formatted(reason, state.nextTry(), most, pause.toNanos() / 1e9));
    retryTracker.begin(
        state, new PendingRetry(state.nextTry(), most, Instant.now().plus(pause), reason));
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  private static long now() {
    return System.nanoTime();
  }
}
