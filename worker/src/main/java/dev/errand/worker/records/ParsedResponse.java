package dev.errand.worker.records;

import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.page.ParsedPage;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/**
 * A response whose records passed all checks.
 *
 * @param url the URL that was requested
 * @param position the position of the page
 * @param page what the body has
 * @param total the number of records of the window, if the API states it
 */
record ParsedResponse(
    URI url, Response response, ReadPosition position, ParsedPage page, OptionalLong total) {

  List<String> headers(String name) {
    return response.headers(name);
  }

  /** The number of records of the window up to the end of the page. */
  long recordsSoFar() {
    return position.rows() + page.records();
  }

  /**
   * Whether another page follows. The body states it, or the total does; otherwise an empty page is
   * the last.
   *
   * @throws InvalidPageException if an empty page states that more records follow
   */
  boolean hasMore() throws InvalidPageException {
    boolean isEmpty = page.records() == 0;
    if (page.hasMore().isEmpty()) {
      return !isEmpty && (total.isEmpty() || recordsSoFar() < total.getAsLong());
    }
    if (isEmpty && page.hasMore().get()) {
      throw new InvalidPageException("an empty page says that more records follow");
    }
    return page.hasMore().get();
  }
}
