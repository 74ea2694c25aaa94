package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.InvalidPageException;
import java.util.List;
import java.util.Optional;

/**
 * A part of the records of a report that one connection reads, page by page. It belongs to one
 * thread.
 */
public interface Window {

  /** The request for the page at a position. */
  PageRequest request(ReadPosition position);

  /**
   * Parses the page at a position.
   *
   * @param request the request that got the response
   * @param csv receives the rows
   * @throws InvalidPageException if the response is not the page
   */
  ReadPage parse(PageRequest request, Response response, ReadPosition position, Bytes csv)
      throws InvalidPageException;

  /**
   * Returns the window for another read from its start, in which records up to a sort key are
   * checked but not written; empty if the records have no order that allows it.
   */
  Optional<Window> beyond(List<String> last);

  /** Its range for messages, for example {@code from 2021-01-01 to 2021-01-31}. */
  String range();
}
