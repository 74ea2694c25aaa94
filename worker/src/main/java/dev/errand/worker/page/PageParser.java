package dev.errand.worker.page;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Parses pages of the records API. A page in canonical form goes to the {@link FastPageParser}, any
 * other page to the {@link GeneralPageParser}. Both give the same result for the same page.
 */
public final class PageParser {

  private final RecordsQuery query;
  private final Optional<SortKey> last;
  private final GeneralPageParser generalParser;

  private final Consumer<String> onFallback;

  /**
   * Creates a parser for the pages of one query.
   *
   * @param onFallback receives the reason when a page needs the general parser
   */
  public PageParser(RecordsQuery query, Consumer<String> onFallback) {
    this(query, Optional.empty(), onFallback);
  }

  private PageParser(RecordsQuery query, Optional<SortKey> last, Consumer<String> onFallback) {
    this.query = query;
    this.last = last;
    this.onFallback = onFallback;
    this.generalParser = new GeneralPageParser(query, last.orElse(SortKey.START));
  }

  /** Returns a parser that checks the records up to a sort key but does not write them. */
  public PageParser beyond(SortKey position) {
    return new PageParser(query, Optional.of(position), onFallback);
  }

  /**
   * Parses a page.
   *
   * @param body JSON in UTF-8
   * @param after the sort key of the last record of the previous page
   * @param csv receives the rows; its previous content is removed
   * @throws InvalidPageException if the body is not a page or does not match the query
   */
  public Page parse(Bytes body, SortKey after, Bytes csv) throws InvalidPageException {
    csv.truncate(0);
    if (last.isPresent()) {
      return generalParser.parse(body, after, csv);
    }
    FastPageParser fastParser = new FastPageParser(query, body, after, csv);
    Optional<Page> page = fastParser.parse();
    if (page.isPresent()) {
      return page.get();
    }
    csv.truncate(0);
    Page general = generalParser.parse(body, after, csv);
    onFallback.accept(fastParser.reason());
    return general;
  }

  /** The query of the pages. */
  public RecordsQuery query() {
    return query;
  }
}
