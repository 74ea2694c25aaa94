package dev.errand.worker.records;

import java.util.Optional;

/**
 * Finds an API whose cursors or links lead back to an earlier page (Brent's algorithm): it keeps
 * one of them, and another one after twice as many.
 */
final class CursorLoop {

  private Optional<String> kept = Optional.empty();
  private long steps;
  private long next = 1;

  /**
   * Takes the cursor of the next page of the window.
   *
   * @throws dev.errand.worker.failure.WorkerFailure if it leads back
   */
  void check(Optional<String> cursor) {
    if (cursor.isPresent() && cursor.equals(kept)) {
      throw RetryState.inconsistent("the page after it is an earlier page of the same range", null);
    }
    if (++steps == next) {
      kept = cursor;
      next *= 2;
    }
  }
}
