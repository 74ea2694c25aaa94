package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.RecordsQuery;
import dev.errand.worker.page.SortKey;
import java.util.Optional;

/**
 * The next page to read.
 *
 * @param window its window, from 0; the number of windows after the last page
 * @param cursor the cursor of the page; empty for the first of the window
 * @param last the sort key of the last record that was read in the window
 * @param rows the number of records that were read in the window
 */
public record ReadPosition(int window, Optional<String> cursor, SortKey last, long rows) {

  /** The first page. */
  public static final ReadPosition START = ofWindow(0);

  static ReadPosition ofWindow(int window) {
    return new ReadPosition(window, Optional.empty(), SortKey.START, 0);
  }

  /**
   * Returns the position after a page.
   *
   * @throws WorkerFailure if the page is the last of the window and the number of records differs
   *     from the total of the records API
   */
  public ReadPosition after(Page page, RecordsQuery query) {
    long read = rows + page.tally().rows();
    if (page.nextCursor().isPresent()) {
      return new ReadPosition(window, page.nextCursor(), page.last(), read);
    }
    if (read != page.total()) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records API states %d records from %s to %s but returned %d."
              .formatted(page.total(), query.firstDay(), query.lastDay(), read));
    }
    return ofWindow(window + 1);
  }
}
