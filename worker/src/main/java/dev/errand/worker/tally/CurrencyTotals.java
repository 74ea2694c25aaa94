package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The totals of one currency. */
public final class CurrencyTotals {

  /** The number of largest records that are kept. */
  public static final int LARGEST = 5;

  private final Amounts all;
  private final SortedMap<String, Amounts> byStatus;
  private final SortedMap<Integer, Amounts> byMonth;
  private final List<LargeRecord> largest;

  CurrencyTotals() {
    this(new Amounts(), new TreeMap<>(), new TreeMap<>(), List.of());
  }

  /**
   * Creates an instance from a checkpoint.
   *
   * @param byMonth by month, as {@code 12 * year + month - 1}
   */
  public CurrencyTotals(
      Amounts all,
      SortedMap<String, Amounts> byStatus,
      SortedMap<Integer, Amounts> byMonth,
      List<LargeRecord> largest) {
    this.all = all;
    this.byStatus = byStatus;
    this.byMonth = byMonth;
    this.largest = new ArrayList<>(largest);
  }

  void add(String status, int month, Amounts amounts) {
    all.add(amounts);
    byStatus.computeIfAbsent(status, any -> new Amounts()).add(amounts);
    byMonth.computeIfAbsent(month, any -> new Amounts()).add(amounts);
  }

  private static int largestThenFirst(LargeRecord one, LargeRecord other) {
    int order = other.amount().abs().compareTo(one.amount().abs());
    return order != 0 ? order : Long.compare(one.row(), other.row());
  }

  int groups() {
    return byStatus.size() + byMonth.size();
  }

  boolean wants(BigDecimal amount, long row) {
    if (largest.size() < LARGEST) {
      return true;
    }
    LargeRecord last = largest.get(LARGEST - 1);
    int order = amount.abs().compareTo(last.amount().abs());
    return order > 0 || (order == 0 && row < last.row());
  }

  void offer(LargeRecord record) {
    largest.add(record);
    largest.sort(CurrencyTotals::largestThenFirst);
    if (largest.size() > LARGEST) {
      largest.remove(LARGEST);
    }
  }

  /** All amounts in this currency. */
  public Amounts all() {
    return all;
  }

  /** The amounts by status. */
  public SortedMap<String, Amounts> byStatus() {
    return Collections.unmodifiableSortedMap(byStatus);
  }

  /** The amounts by month in UTC, as {@code 12 * year + month - 1}. */
  public SortedMap<Integer, Amounts> byMonth() {
    return Collections.unmodifiableSortedMap(byMonth);
  }

  /** The records with the largest absolute amounts; of equal amounts the earliest. */
  public List<LargeRecord> largest() {
    return Collections.unmodifiableList(largest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurrencyTotals that
        && all.equals(that.all)
        && byStatus.equals(that.byStatus)
        && byMonth.equals(that.byMonth)
        && largest.equals(that.largest);
  }

  @Override
  public int hashCode() {
    return all.hashCode();
  }

  @Override
  public String toString() {
    return "%s by status %s by month %s largest %s".formatted(all, byStatus, byMonth, largest);
  }
}
