package dev.errand.worker.records;

import java.util.Optional;

/**
 * Finds an API whose page tokens lead back to an earlier page (Brent's algorithm): it keeps one of
 * them, and another one after twice as many.
 */
final class PageTokenLoop {

  private Optional<String> kept = Optional.empty();
  private long steps;
  private long next = 1;

  /**
   * Takes the token of the next page of the window.
   *
   * @throws dev.errand.worker.failure.WorkerFailure if it leads back
   */
  void check(Optional<String> pageToken) {
    if (pageToken.isPresent() && pageToken.equals(kept)) {
      throw RecordsApiFailures.inconsistent(
          "the page after it is an earlier page of the same range", null);
    }
    if (++steps == next) {
      kept = pageToken;
      next *= 2;
    }
  }
}
