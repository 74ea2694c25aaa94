package dev.errand.worker.records;

import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.page.MalformedPageException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
  private final RequestPace pace;

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
    this.pace = new RequestPace(settings.maxRequestsPerSecond(), now());
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
   * @param from the position of the page in its window
   * @param body a buffer for the JSON
   * @param csv receives the rows
   * @throws RejectedPageTokenException if the records API rejects the page token
   * @throws WorkerFailure if no further try can succeed
   */
  public Page get(Window window, ReadPosition from, Bytes body, Bytes csv)
      throws InterruptedException {
    PageRequest request = window.request(from);
    RetryState state =
        new RetryState(settings.limits().retries(), ThreadLocalRandom.current(), now());
    try {
      String reason = "the records API asked other requests to wait";
      while (true) {
        awaitDelay(state, reason);
        TimeUnit.NANOSECONDS.sleep(pace.reserve(now()));
        try {
          Response response = http.fetch(request, body);
          RateLimit.pause(response::header).ifPresent(this::delayAll);
          Page page = window.parse(request, response, from, csv);
          if (page.next().isPresent() && page.next().equals(from.pageToken())) {
            throw RecordsApiFailures.inconsistent(
                "the cursor or link of the page after it is its own", null);
          }
          return page;
        } catch (MalformedPageException e) {
          reason = e.getMessage();
          pause(state, state.delayAfterFailure(reason, Duration.ZERO, now()), reason);
        } catch (InvalidPageException e) {
          reason = e.getMessage();
          pause(state, state.delayAfterInvalidPage(reason, e, now()), reason);
        } catch (RetryableException e) {
          reason = e.getMessage();
          Duration asked = e.after().orElse(Duration.ZERO);
          Duration pause = state.delayAfterFailure(reason, asked, now());
          delayAll(asked);
          pause(state, pause, reason);
        }
      }
    } finally {
      retryTracker.end(state);
    }
  }

  /** Logs that a page token was rejected and which range is read again. */
  void rejected(RejectedPageTokenException rejection, Window window) {
    warn.accept(
        "%s The API rejected its own cursor or link: reading %s again, up to the last record."
            .formatted(rejection.failure().getMessage(), window.range()));
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
    int maxTries = settings.limits().retries().tries();
    warn.accept(
        "The records API: %s. Try %d of %d in %.1f s."
            .formatted(reason, state.nextTry(), maxTries, pause.toNanos() / 1e9));
    retryTracker.begin(
        state, new PendingRetry(state.nextTry(), maxTries, Instant.now().plus(pause), reason));
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  private static long now() {
    return System.nanoTime();
  }
}
