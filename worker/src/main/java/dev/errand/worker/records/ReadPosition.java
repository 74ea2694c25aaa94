package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.util.List;
import java.util.Optional;

/**
 * The next page to read.
 *
 * @param window its window, from 0; the number of windows after the last page
 * @param pageToken what the request for the page needs: a cursor, a link, a number, an offset or an
 *     id; empty for the first of the window
 * @param last the sort key of the last record that was read in the window; empty for none
 * @param rows the number of records that were read in the window
 */
public record ReadPosition(int window, Optional<String> pageToken, List<String> last, long rows) {

  /** The first page. */
  public static final ReadPosition START = ofWindow(0);

  static ReadPosition ofWindow(int window) {
    return new ReadPosition(window, Optional.empty(), List.of(), 0);
  }

  /**
   * Returns the position after a page.
   *
   * @throws WorkerFailure if the page is the last of the window and the number of records differs
   *     from the total of the records API
   */
  public ReadPosition after(Page page, Window of) {
    long read = rows + page.rows();
    if (page.next().isPresent()) {
      return new ReadPosition(window, page.next(), page.last(), read);
    }
    if (page.total().isPresent() && read != page.total().getAsLong()) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records API states %d records %s but returned %d."
              .formatted(page.total().getAsLong(), of.range(), read));
    }
    return ofWindow(window + 1);
  }
}
