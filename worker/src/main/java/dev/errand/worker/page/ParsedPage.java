package dev.errand.worker.page;

import dev.errand.worker.tally.ColumnTally;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A page of records with declared columns that passed all checks.
 *
 * @param csv its rows, each with CRLF at its end
 * @param tally what its records add up to
 * @param last the values of its last record in the columns of the order; those of the record before
 *     the page if it is empty
 * @param records the number of records in the body, with those that are not written
 * @param next the cursor or the link of the next page in the body
 * @param lastId the id of the last record for the request of the next page
 * @param total the number of all records in the body
 * @param hasMore whether the body says that more records follow
 */
public record ParsedPage(
    Bytes csv,
    ColumnTally tally,
    List<String> last,
    int records,
    Optional<String> next,
    Optional<String> lastId,
    OptionalLong total,
    Optional<Boolean> hasMore) {}
