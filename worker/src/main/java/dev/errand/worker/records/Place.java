package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.page.Page;
import dev.errand.worker.page.PageRules;
import dev.errand.worker.page.Position;
import java.util.Optional;

/**
 * How far reading has come: the next page to read.
 *
 * @param window its window, from 0; beyond the last when all is read
 * @param cursor where it begins; empty for the first of the window
 * @param last the last record of the window that was read
 * @param rows how many records of the window were read
 */
public record Place(int window, Optional<String> cursor, Position last, long rows) {

  /** Where reading begins. */
  public static final Place START = ofWindow(0);

  static Place ofWindow(int window) {
    return new Place(window, Optional.empty(), Position.START, 0);
  }

  /**
   * The place after this page.
   *
   * @throws WorkerFailure if the window ends with it and has not as many records as it should
   */
  public Place after(Page page, PageRules rules) {
    long read = rows + page.tally().rows();
    if (page.nextCursor().isPresent()) {
      return new Place(window, page.nextCursor(), page.last(), read);
    }
    if (read != page.total()) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "The records API counts %d records from %s to %s but gave %d."
              .formatted(page.total(), rules.firstDay(), rules.lastDay(), read));
    }
    return ofWindow(window + 1);
  }
}
