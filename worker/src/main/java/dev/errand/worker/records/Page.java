package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.tally.ColumnTally;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page that was read and checked.
 *
 * @param csv its rows
 * @param rows the number of its rows
 * @param tally what its records add up to
 * @param last the sort key of its last record, or of the record before it if it is empty
 * @param next the token of the next page; empty if this is the last of its window
 * @param total the number of records of the window, if the API states it
 */
public record Page(
    Bytes csv,
    int rows,
    ColumnTally tally,
    List<String> last,
    Optional<String> next,
    OptionalLong total) {}
