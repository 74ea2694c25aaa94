package dev.errand.worker.page;

import java.util.Optional;

/** Reads pages: the usual ones byte by byte, the others with the general lane. */
public final class PageParser {

  private final PageRules rules;
  private final Optional<Position> last;
  private final GeneralLane generalLane;

  /** Makes a parser for the pages of one query. */
  public PageParser(PageRules rules) {
    this(rules, Optional.empty());
  }

  private PageParser(PageRules rules, Optional<Position> last) {
    this.rules = rules;
    this.last = last;
    this.generalLane = new GeneralLane(rules, last.orElse(Position.START));
  }

  /** One that leaves out the records up to this position. */
  public PageParser beyond(Position position) {
    return new PageParser(rules, Optional.of(position));
  }

  /**
   * Reads a page.
   *
   * @param body JSON in UTF-8
   * @param after the place of the last record of the page before
   * @param csv takes the rows; what it held is lost
   * @throws RefusedPage if the body is no page, or holds what was not asked for
   */
  public Page parse(Bytes body, Position after, Bytes csv) throws RefusedPage {
    csv.truncate(0);
    if (last.isPresent()) {
      return generalLane.parse(body, after, csv);
    }
    Optional<Page> page = ByteLane.parse(rules, body, after, csv);
    if (page.isPresent()) {
      return page.get();
    }
    csv.truncate(0);
    return generalLane.parse(body, after, csv);
  }

  /** What was asked for. */
  public PageRules rules() {
    return rules;
  }
}
