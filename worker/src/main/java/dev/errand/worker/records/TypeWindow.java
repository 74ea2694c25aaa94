package dev.errand.worker.records;

import dev.errand.worker.page.Bytes;
import dev.errand.worker.page.InvalidPageException;
import dev.errand.worker.page.TablePage;
import dev.errand.worker.page.TableParser;
import dev.errand.worker.page.TimeRange;
import dev.errand.worker.tally.ColumnTally;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Paging;
import dev.errand.worker.type.Source;
import dev.errand.worker.type.Total;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A window of a declared source. */
final class TypeWindow implements Window<ColumnTally> {

  private static final int MOST_CURSOR_CHARACTERS = 1000;

  private final DeclaredType type;
  private final Source source;
  private final TypeRequests requests;
  private final Optional<Span> span;
  private final List<Optional<String>> expected;
  private final TableParser parser;

  TypeWindow(
      DeclaredType type,
      TypeRequests requests,
      List<Optional<String>> expected,
      Optional<Span> span) {
    this(type, requests, expected, span, Optional.empty());
  }

  private TypeWindow(
      DeclaredType type,
      TypeRequests requests,
      List<Optional<String>> expected,
      Optional<Span> span,
      Optional<List<String>> beyond) {
    this.type = type;
    this.source = type.source();
    this.requests = requests;
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
  public ReadPage<ColumnTally> parse(Response response, ReadPosition position, Bytes csv)
      throws InvalidPageException {
    TablePage page = parser.parse(response.body(), position.last(), csv);
    OptionalLong total = total(response, page);
    return new ReadPage<>(
        page.csv(),
        page.tally().rows(),
        page.tally(),
        page.last(),
        next(response, page, position, total),
        total);
  }

  private OptionalLong total(Response response, TablePage page) throws InvalidPageException {
    if (source.total().isPresent() && source.total().get() instanceof Total.Header header) {
      String text = response.header(header.name()).orElse("").strip();
      require(text.matches("[0-9]{1,18}"), "the header with the total is not a whole number");
      return OptionalLong.of(Long.parseLong(text));
    }
    return page.total();
  }

  private Optional<String> next(
      Response response, TablePage page, ReadPosition position, OptionalLong total)
      throws InvalidPageException {
    Paging paging = source.paging();
    if (paging instanceof Paging.Cursor) {
      require(
          page.next().orElse("").length() <= MOST_CURSOR_CHARACTERS,
          "the cursor of the next page is too long");
      return page.next();
    }
    if (paging instanceof Paging.NextLink) {
      return link(page.next(), position);
    }
    if (paging instanceof Paging.LinkHeader) {
      return link(Links.next(response.headers("Link")), position);
    }
    if (paging instanceof Paging.None || !hasMore(page, position, total)) {
      return Optional.empty();
    }
    if (paging instanceof Paging.PageNumber number) {
      long current = position.cursor().map(Long::parseLong).orElse((long) number.first());
      return Optional.of(String.valueOf(current + 1));
    }
    return paging instanceof Paging.LastId
        ? page.lastId()
        : Optional.of(String.valueOf(position.rows() + page.records()));
  }

  private Optional<String> link(Optional<String> link, ReadPosition position)
      throws InvalidPageException {
    return link.isEmpty() ? link : Optional.of(requests.next(request(position), link.get()));
  }

  private boolean hasMore(TablePage page, ReadPosition position, OptionalLong total)
      throws InvalidPageException {
    if (page.hasMore().isPresent()) {
      require(
          page.records() > 0 || !page.hasMore().get(),
          "an empty page says that more records follow");
      return page.hasMore().get();
    }
    return page.records() > 0
        && (total.isEmpty() || position.rows() + page.records() < total.getAsLong());
  }

  /** Only cursors and links expire; only a strict order tells which records were written. */
  @Override
  public Optional<Window<ColumnTally>> beyond(List<String> last) {
    boolean mayExpire =
        source.paging() instanceof Paging.Cursor
            || source.paging() instanceof Paging.NextLink
            || source.paging() instanceof Paging.LinkHeader;
    return mayExpire && source.isOrderStrict() && !last.isEmpty()
        ? Optional.of(new TypeWindow(type, requests, expected, span, Optional.of(last)))
        : Optional.empty();
  }

  @Override
  public String range() {
    return span.map(Span::toString).orElse("in all");
  }

  private static void require(boolean holds, String otherwise) throws InvalidPageException {
    if (!holds) {
      throw new InvalidPageException(otherwise);
    }
  }
}
