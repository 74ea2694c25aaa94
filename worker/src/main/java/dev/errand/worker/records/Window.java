package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.page.PageParser;
import dev.errand.worker.page.ParsedPage;
import dev.errand.worker.page.TimeRange;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Total;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A part of the records of a report that one connection reads, page by page. It belongs to one
 * thread.
 */
public final class Window {

  private final DeclaredType type;
  private final PageRequests requests;
  private final Pagination pagination;
  private final Optional<Span> span;
  private final List<Optional<String>> expected;
  private final PageParser parser;

  Window(
      DeclaredType type,
      PageRequests requests,
      Pagination pagination,
      List<Optional<String>> expected,
      Optional<Span> span) {
    this(type, requests, pagination, expected, span, Optional.empty());
  }

  private Window(
      DeclaredType type,
      PageRequests requests,
      Pagination pagination,
      List<Optional<String>> expected,
      Optional<Span> span,
      Optional<List<String>> beyond) {
    this.type = type;
    this.requests = requests;
    this.pagination = pagination;
    this.expected = expected;
    this.span = span;
    this.parser =
        new PageParser(
            type, expected, span.map(of -> TimeRange.of(of.start(), of.after())), beyond);
  }

  /** The request for the page at a position. */
  PageRequest request(ReadPosition position) {
    return requests.page(position);
  }

  /**
   * Parses the page at a position.
   *
   * @param request the request that got the response
   * @param csv receives the rows
   * @throws InvalidPageException if the response is not the page
   */
  Page parse(PageRequest request, Response response, ReadPosition position, Bytes csv)
      throws InvalidPageException {
    ParsedPage page = parser.parse(response.body(), position.last(), csv);
    OptionalLong total = total(response, page);
    Optional<String> next =
        pagination.next(new ParsedResponse(request.uri(), response, position, page, total));
    parser.accept();
    return new Page(page.csv(), page.tally().rows(), page.tally(), page.last(), next, total);
  }

  private OptionalLong total(Response response, ParsedPage page) throws InvalidPageException {
    if (type.source().total().isEmpty()
        || !(type.source().total().get() instanceof Total.Header header)) {
      return page.total();
    }
    String text = response.header(header.name()).orElse("").strip();
    if (!text.matches("[0-9]{1,18}")) {
      throw new InvalidPageException("the header with the total is not a whole number");
    }
    return OptionalLong.of(Long.parseLong(text));
  }

  /**
   * Returns the window for another read from its start, in which records up to a sort key are
   * checked but not written. Empty if page tokens do not expire, or if no strict order shows which
   * records were written.
   */
  Optional<Window> beyond(List<String> last) {
    return pagination.isExpiring() && type.source().isOrderStrict() && !last.isEmpty()
        ? Optional.of(new Window(type, requests, pagination, expected, span, Optional.of(last)))
        : Optional.empty();
  }

  /** Its range for messages, for example {@code from 2021-01-01 to 2021-01-31}. */
  String range() {
    return span.map(Span::toString).orElse("in all");
  }
}
