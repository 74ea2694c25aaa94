package dev.errand.worker.records;

import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.PageRules;
import dev.errand.worker.page.Position;
import dev.errand.worker.page.RefusedPage;
import dev.errand.worker.page.UnreadablePage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Gets whole, valid pages: asks again with growing pauses while that can help. A page counts only
 * when all of it has been read and checked, so a page that was asked for twice is there once.
 */
public final class Pages {

  private final RecordsApi api;
  private final RecordsApiSettings settings;
  private final Consumer<String> warn;
  private final Waits waits;
  private final AtomicBoolean toldOfGeneralLane = new AtomicBoolean();

  /**
   * When the records API wants to be asked again, by {@link System#nanoTime()}; all windows obey.
   */
  private final AtomicLong notBefore = new AtomicLong(System.nanoTime());

  /**
   * Makes a client of the records API.
   *
   * @param warn told of each try that failed, in a sentence
   * @param onWaiting told of the page that is waited for; empty when none is any more
   */
  public Pages(
      RecordsApiSettings settings, Consumer<String> warn, Consumer<Optional<Waiting>> onWaiting) {
    this.settings = settings;
    this.api = new RecordsApi(settings);
    this.warn = warn;
    this.waits = new Waits(onWaiting);
  }

  /** Reads the answers to one query. */
  public PageParser parser(PageRules rules) {
    return new PageParser(rules, this::tellOfGeneralLane);
  }

  private void tellOfGeneralLane(String reason) {
    if (toldOfGeneralLane.compareAndSet(false, true)) {
      warn.accept(
          "Pages of the records API are read several times more slowly than those whose fields are"
              + " texts in the order of api/records.yaml. In the first such page, %s."
                  .formatted(reason));
    }
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
   * @throws RefusedCursor if the records API does not take the cursor
   * @throws WorkerFailure if the page cannot be had
   */
  public Page get(PageParser parser, Optional<String> cursor, Position after, Bytes body, Bytes csv)
      throws InterruptedException {
    PageRequest request = new PageRequest(parser.rules(), settings.pageSize(), cursor);
    Tries tries = new Tries(settings.limits().retries(), ThreadLocalRandom.current(), now());
    try {
      String reason = "other requests were told to wait";
      while (true) {
        awaitTurn(tries, reason);
        try {
          api.fetch(request, body);
          Page page = parser.parse(body, after, csv);
          if (page.nextCursor().isPresent() && page.nextCursor().equals(cursor)) {
            throw Tries.inconsistent("its next_cursor leads to the same page again", null);
          }
          return page;
        } catch (UnreadablePage e) {
          reason = e.getMessage();
          pause(tries, tries.failed(reason, Duration.ZERO, now()), reason);
        } catch (RefusedPage e) {
          reason = e.getMessage();
          pause(tries, tries.refused(reason, e, now()), reason);
        } catch (TryAgain e) {
          reason = e.getMessage();
          Duration asked = e.after().orElse(Duration.ZERO);
          Duration pause = tries.failed(reason, asked, now());
          allWait(asked);
          pause(tries, pause, reason);
        }
      }
    } finally {
      waits.end(tries);
    }
  }

  /** Tells that a cursor was refused, and what is read again. */
  void refused(RefusedCursor cursor, PageRules window) {
    warn.accept(
        "%s The API refused a cursor that it gave: reading %s to %s again up to the last record."
            .formatted(cursor.failure().getMessage(), window.firstDay(), window.lastDay()));
  }

  /** No window asks before this time is over. */
  private void allWait(Duration asked) {
    long until = now() + asked.toNanos();
    notBefore.accumulateAndGet(until, (one, other) -> one - other > 0 ? one : other);
  }

  private void awaitTurn(Tries tries, String reason) throws InterruptedException {
    for (long left = notBefore.get() - now(); left > 0; left = notBefore.get() - now()) {
      tries.requireTime(Duration.ofNanos(left), reason, now());
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private void pause(Tries tries, Duration pause, String reason) throws InterruptedException {
    int most = settings.limits().retries().tries();
    warn.accept(
        "The records API: %s. Try %d of %d in %.1f s."
            .formatted(reason, tries.next(), most, pause.toNanos() / 1e9));
    waits.begin(tries, new Waiting(tries.next(), most, Instant.now().plus(pause), reason));
    TimeUnit.NANOSECONDS.sleep(pause.toNanos());
  }

  private static long now() {
    return System.nanoTime();
  }
}
