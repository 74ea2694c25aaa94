package dev.errand.worker.tally;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a report says about all of its records. Currencies are never added to one another. */
public final class Totals {

  /** The most groups that a report may have, so that records cannot make memory grow. */
  public static final int MAX_GROUPS = 50_000;

  private long rows;
  private final SortedMap<String, CurrencyTotals> currencies;

  /** Makes an empty one. */
  public Totals() {
    this(0, new TreeMap<>());
  }

  /** Makes one with what an earlier attempt had added up. */
  public Totals(long rows, SortedMap<String, CurrencyTotals> currencies) {
    this.rows = rows;
    this.currencies = currencies;
  }

  /** Adds a page: {@code csv} holds the rows that the page's tally refers to. */
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

  /** How many amounts are kept: one for each currency's statuses and months. */
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
