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
   * Makes a parser for the pages of one query.
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

  /** One that leaves out the records up to this position. */
  public PageParser beyond(SortKey position) {
    return new PageParser(query, Optional.of(position), onFallback);
  }

  /**
   * Reads a page.
   *
   * @param body JSON in UTF-8
   * @param after the place of the last record of the page before
   * @param csv takes the rows; what it held is lost
   * @throws InvalidPageException if the body is no page, or holds what was not asked for
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
    Page slow = generalParser.parse(body, after, csv);
    onFallback.accept(fastParser.reason());
    return slow;
  }

  /** What was asked for. */
  public RecordsQuery query() {
    return query;
  }
}
