package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How the records of a type are requested from its API.
 *
 * @param path the path after the base URL
 * @param query the query parameters; one whose variable has no value is left out
 * @param headers further headers of a request
 * @param records where the array of records is in the body
 * @param total where the number of records is
 * @param paging how records are split into pages
 * @param pageSize the size to ask for
 * @param windows the range to split
 * @param order the indexes of the columns by which records ascend; empty for any order
 * @param id the index of the column that identifies a record
 * @param maxRequestsPerSecond the limit for all windows together
 */
public record Source(
    Template path,
    Map<String, Template> query,
    Map<String, Template> headers,
    JsonPointer records,
    Optional<Total> total,
    Paging paging,
    Optional<PageSize> pageSize,
    Optional<WindowRange> windows,
    List<Integer> order,
    OptionalInt id,
    Auth auth,
    OptionalInt maxRequestsPerSecond) {

  /** Whether no two records can have the same values in the columns of the order. */
  public boolean isOrderStrict() {
    return id.isPresent() && order.contains(id.getAsInt());
  }

  /** Returns the source with another size of pages, if it has one. */
  public Source withPageSize(int records) {
    return new Source(
        path,
        query,
        headers,
        this.records,
        total,
        paging,
        pageSize.map(size -> new PageSize(size.parameter(), records)),
        windows,
        order,
        id,
        auth,
        maxRequestsPerSecond);
  }
}
