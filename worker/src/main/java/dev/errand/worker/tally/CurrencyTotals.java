package dev.errand.worker.tally;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The totals of one currency.
 *
 * @param all all amounts
 * @param byStatus the amounts by status
 * @param byMonth the amounts by month in UTC, as {@code 12 * year + month - 1}
 * @param largest the records with the largest absolute amounts; of equal amounts the earliest
 */
public record CurrencyTotals(
    Amounts all,
    SortedMap<String, Amounts> byStatus,
    SortedMap<Integer, Amounts> byMonth,
    List<LargeRecord> largest) {

  /** Copies the totals. */
  public CurrencyTotals {
    byStatus = Collections.unmodifiableSortedMap(new TreeMap<>(byStatus));
    byMonth = Collections.unmodifiableSortedMap(new TreeMap<>(byMonth));
    largest = List.copyOf(largest);
  }
}
