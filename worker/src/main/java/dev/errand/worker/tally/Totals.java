package dev.errand.worker.tally;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** The totals of a report. Amounts of different currencies are never added. */
public final class Totals {

  /** The maximum number of groups, which limits the memory. */
  public static final int MAX_GROUPS = 50_000;

  private long rows;
  private final SortedMap<String, CurrencyTotals> currencies;

  /** Creates empty totals. */
  public Totals() {
    this(0, new TreeMap<>());
  }

  /** Creates totals from a checkpoint. */
  public Totals(long rows, SortedMap<String, CurrencyTotals> currencies) {
    this.rows = rows;
    this.currencies = currencies;
  }

  /**
   * Adds a page.
   *
   * @param csv contains the rows of the tally
   */
  public void add(PageTally page, byte[] csv) {
    page.forEachGroup(
        (currency, status, month, amounts) ->
            currencies
                .computeIfAbsent(currency, any -> new CurrencyTotals())
                .add(status, month, amounts));
    page.forEachLarge(
        (currency, amount, row, from, to) -> {
          CurrencyTotals totals = currencies.get(currency);
          if (totals.wants(amount, rows + row)) {
            totals.offer(CsvRow.read(csv, from, to).toLargeRecord(rows + row, amount));
          }
        });
    rows += page.rows();
  }

  /** The number of records. */
  public long rows() {
    return rows;
  }

  /** The number of groups: one for each status and month of each currency. */
  public int groups() {
    return currencies.values().stream().mapToInt(CurrencyTotals::groups).sum();
  }

  /** By currency, in alphabetical order. */
  public SortedMap<String, CurrencyTotals> currencies() {
    return Collections.unmodifiableSortedMap(currencies);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Totals that && rows == that.rows && currencies.equals(that.currencies);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(rows);
  }

  @Override
  public String toString() {
    return rows + " rows " + currencies;
  }
}
