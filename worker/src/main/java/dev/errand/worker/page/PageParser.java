package dev.errand.worker.page;

import java.util.Optional;
import java.util.function.Consumer;

/** Reads pages: the usual ones byte by byte, the others with the general lane. */
public final class PageParser {

  private final PageRules rules;
  private final Optional<Position> last;
  private final GeneralLane generalLane;

  private final Consumer<String> onGeneralLane;

  /**
   * Makes a parser for the pages of one query.
   *
   * @param onGeneralLane told why the general lane had to read a page
   */
  public PageParser(PageRules rules, Consumer<String> onGeneralLane) {
    this(rules, Optional.empty(), onGeneralLane);
  }

  private PageParser(PageRules rules, Optional<Position> last, Consumer<String> onGeneralLane) {
    this.rules = rules;
    this.last = last;
    this.onGeneralLane = onGeneralLane;
    this.generalLane = new GeneralLane(rules, last.orElse(Position.START));
  }

  /** One that leaves out the records up to this position. */
  public PageParser beyond(Position position) {
    return new PageParser(rules, Optional.of(position), onGeneralLane);
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
    ByteLane byteLane = new ByteLane(rules, body, after, csv);
    Optional<Page> page = byteLane.parse();
    if (page.isPresent()) {
      return page.get();
    }
    csv.truncate(0);
    Page slow = generalLane.parse(body, after, csv);
    onGeneralLane.accept(byteLane.reason());
    return slow;
  }

  /** What was asked for. */
  public PageRules rules() {
    return rules;
  }
}
