package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.Position;
import dev.errand.worker.page.RefusedPage;
import dev.errand.worker.page.UnreadablePage;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gets whole, valid pages: asks again with growing pauses while that can help. A page counts only
 * when all of it has been read and checked, so a page that was asked for twice is there once.
 */
public final class Pages {

  private static final int TRIES_OF_A_REFUSED_PAGE = 3;

  private final RecordsApi api;
  private final RecordsApiSettings settings;

  /**
   * When the records API wants to be asked again, by {@link System#nanoTime()}; all windows obey.
   */
  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

  /** Makes a client of the records API. */
  public Pages(RecordsApiSettings settings) {
    this.settings = settings;
    this.api = new RecordsApi(settings);
  }

  /** How many pages may be asked for at once. */
  public int connections() {
    return settings.connections();
  }

  /** How many records a page has at most. */
  public int pageSize() {
    return settings.pageSize();
  }

  /**
   * Gets a page.
   *
   * @param cursor where the page begins; empty for the first
   * @param after the last record before the page
   * @param body scratch space
   * @param csv takes the rows
   * @throws WorkerFailure if the page cannot be had
   */
  public Page get(PageParser parser, Optional<String> cursor, Position after, Bytes body, Bytes csv)
      throws InterruptedException {
    PageRequest request = new PageRequest(parser.rules(), settings.pageSize(), cursor);
    int failed = 0;
    int refused = 0;
    while (true) {
      sleepUntil(notBefore.get());
      try {
        api.fetch(request, body);
        Page page = parser.parse(body, after, csv);
        if (page.nextCursor().isPresent() && page.nextCursor().equals(cursor)) {
          throw inconsistent("its next_cursor leads to the same page again", null);
        }
        return page;
      } catch (UnreadablePage e) {
        failAfterTooMany(++failed, e);
        pause(failed + refused, Optional.empty());
      } catch (RefusedPage e) {
        if (++refused == TRIES_OF_A_REFUSED_PAGE) {
          throw inconsistent(e.getMessage(), e);
        }
        pause(failed + refused, Optional.empty());
      } catch (TryAgain e) {
        failAfterTooMany(++failed, e);
        pause(failed + refused, e.after());
      }
    }
  }

  private void failAfterTooMany(int failed, Exception last) {
    if (failed == settings.limits().tries()) {
      throw unavailable("failed %d times; last: %s".formatted(failed, last.getMessage()), last);
    }
  }

  private void pause(int tries, Optional<Duration> asked) throws InterruptedException {
    if (asked.isPresent()) {
      if (asked.get().compareTo(settings.limits().longestRetryAfter()) > 0) {
        throw unavailable("asked to wait for %d s".formatted(asked.get().toSeconds()), null);
      }
      long until = System.nanoTime() + asked.get().toNanos();
      notBefore.accumulateAndGet(until, (one, other) -> one - other > 0 ? one : other);
    }
    long first = settings.limits().firstPause().toNanos();
    long most = settings.limits().longestPause().toNanos();
    long ceiling = Math.min(most, first << Math.min(tries - 1, 20));
    TimeUnit.NANOSECONDS.sleep(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
  }

  private static void sleepUntil(long nanoTime) throws InterruptedException {
    long left = nanoTime - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private static WorkerFailure unavailable(String detail, Throwable cause) {
    return new WorkerFailure(
        FailureCode.RECORDS_API_UNAVAILABLE,
        "The records API %s. Try again when it is well.".formatted(detail),
        cause);
  }

  private static WorkerFailure inconsistent(String detail, Throwable cause) {
    return new WorkerFailure(
        FailureCode.RECORDS_INCONSISTENT,
        "The records API gave a page that breaks its contract: %s.".formatted(detail),
        cause);
  }
}
