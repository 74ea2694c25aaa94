package dev.errand.worker.type;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Optional;

/** How an API splits its records into pages. */
public sealed interface Paging {

  /**
   * The body has a cursor, which the request for the next page repeats.
   *
   * @param isAlways whether the body of the last page has the cursor as well, as null
   */
  record Cursor(JsonPointer pointer, String parameter, boolean isAlways) implements Paging {}

  /** The body has the URL of the next page. */
  record NextLink(JsonPointer pointer) implements Paging {}

  /** A {@code Link} header (RFC 8288) has the URL of the next page, with the relation next. */
  record LinkHeader() implements Paging {}

  /**
   * Pages have numbers. The last page is followed by an empty one, unless the body states whether
   * more follow.
   */
  record PageNumber(String parameter, int first, Optional<JsonPointer> more) implements Paging {}

  /** A request has the number of records before the page. */
  record Offset(String parameter, Optional<JsonPointer> more) implements Paging {}

  /**
   * A request has the id of the last record before the page.
   *
   * @param id where the id is in a record
   * @param more where the body says whether more records follow
   */
  record LastId(String parameter, JsonPointer id, Optional<JsonPointer> more) implements Paging {}

  /** One page has all records. */
  record None() implements Paging {}

  /** Where the body says whether more records follow. */
  default Optional<JsonPointer> more() {
    return Optional.empty();
  }
}
