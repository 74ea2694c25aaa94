package dev.errand.worker.page;

import dev.errand.worker.tally.PageTally;
import java.util.Optional;

/**
 * A page of records that holds what it must.
 *
 * @param csv its rows, each ending in CRLF
 * @param tally what its records add up to
 * @param last the place of its last record, or of the record before the page if it is empty
 * @param nextCursor where the next page begins; empty if this is the last
 * @param total how many records match, as the records API says
 */
public record Page(
    Bytes csv, PageTally tally, SortKey last, Optional<String> nextCursor, long total) {

  /** The most characters of a cursor: it goes into an address and into the checkpoint. */
  static final int MAX_CURSOR = 1000;
}
