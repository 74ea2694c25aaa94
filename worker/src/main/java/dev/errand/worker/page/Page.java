package dev.errand.worker.page;

import dev.errand.worker.tally.PageTally;
import java.util.Optional;

/**
 * A page of records that passed all checks.
 *
 * @param csv its rows, each with CRLF at its end
 * @param tally what its records add up to
 * @param last the sort key of its last record, or of the record before the page if it is empty
 * @param nextCursor the cursor of the next page; empty if this is the last
 * @param total the number of matching records, as the records API states it
 */
public record Page(
    Bytes csv, PageTally tally, SortKey last, Optional<String> nextCursor, long total) {

  /** The maximum length of a cursor. It is part of a URL and of the checkpoint. */
  static final int MAX_CURSOR = 1000;
}
