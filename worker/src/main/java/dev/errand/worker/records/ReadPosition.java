package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.RecordsQuery;
import dev.errand.worker.page.SortKey;
import java.util.Optional;

/**
 * How far reading has come: the next page to read.
 *
 * @param window its window, from 0; beyond the last when all is read
 * @param cursor where it begins; empty for the first of the window
 * @param last the last record of the window that was read
 * @param rows how many records of the window were read
 */
public record ReadPosition(int window, Optional<String> cursor, SortKey last, long rows) {

  /** Where reading begins. */
  public static final ReadPosition START = ofWindow(0);

  static ReadPosition ofWindow(int window) {
    return new ReadPosition(window, Optional.empty(), SortKey.START, 0);
  }

  /**
   * The place after this page.
   *
   * @throws WorkerFailure if the window ends with it and has not as many records as it should
   */
  public ReadPosition after(Page page, RecordsQuery query) {
    long read = rows + page.tally().rows();
    if (page.nextCursor().isPresent()) {
      return new ReadPosition(window, page.nextCursor(), page.last(), read);
    }
    if (read != page.total()) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records API counts %d records from %s to %s but gave %d."
              .formatted(page.total(), query.firstDay(), query.lastDay(), read));
    }
    return ofWindow(window + 1);
  }
}
