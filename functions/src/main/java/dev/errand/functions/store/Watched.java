package dev.errand.functions.store;

import dev.errand.functions.report.Report;

/** An entry of a {@link Watchlist}. */
public final class Watched {

  private final Item item;

  Watched(Item item) {
    this.item = item;
  }

  /**
   * The report, as it was listed.
   *
   * @throws RuntimeException if the item does not make a report, which concerns no other entry
   */
  public Report report() {
    return ReportItem.read(item);
  }

  /** The key of the item, for a log. */
  @Override
  public String toString() {
    return item.text("pk");
  }
}
