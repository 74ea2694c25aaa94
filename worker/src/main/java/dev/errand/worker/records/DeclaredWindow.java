package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.page.TablePage;
import dev.errand.worker.page.TableParser;
import dev.errand.worker.page.TimeRange;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Total;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A window of a declared source. */
final class DeclaredWindow implements Window {

  private final DeclaredType type;
  private final PageRequests requests;
  private final Pagination pagination;
  private final Optional<Span> span;
  private final List<Optional<String>> expected;
  private final TableParser parser;

  DeclaredWindow(
      DeclaredType type,
      PageRequests requests,
      Pagination pagination,
      List<Optional<String>> expected,
      Optional<Span> span) {
    this(type, requests, pagination, expected, span, Optional.empty());
  }

  private DeclaredWindow(
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
        new TableParser(
            type, expected, span.map(of -> TimeRange.of(of.start(), of.after())), beyond);
  }

  @Override
  public PageRequest request(ReadPosition position) {
    return requests.page(position);
  }

  @Override
  public ReadPage parse(PageRequest request, Response response, ReadPosition position, Bytes csv)
      throws InvalidPageException {
    TablePage page = parser.parse(response.body(), position.last(), csv);
    OptionalLong total = total(response, page);
    ParsedResponse parsed = new ParsedResponse(request.uri(), response, position, page, total);
    return new ReadPage(
        page.csv(), page.tally().rows(), page.tally(), page.last(), pagination.next(parsed), total);
  }

  private OptionalLong total(Response response, TablePage page) throws InvalidPageException {
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

  /** Only a strict order shows which records were written. */
  @Override
  public Optional<Window> beyond(List<String> last) {
    return pagination.isExpiring() && type.source().isOrderStrict() && !last.isEmpty()
        ? Optional.of(
            new DeclaredWindow(type, requests, pagination, expected, span, Optional.of(last)))
        : Optional.empty();
  }

  @Override
  public String range() {
    return span.map(Span::toString).orElse("in all");
  }
}
