package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The totals of a measure in one unit. */
public final class UnitTotals {

  /** The number of largest rows that are kept. */
  public static final int LARGEST = 5;

  private final ExactSum all = new ExactSum();
  private final List<SortedMap<String, ExactSum>> byDimension;
  private final List<LargeRow> largest;

  UnitTotals(int dimensions) {
    byDimension =
        Stream.generate(() -> (SortedMap<String, ExactSum>) new TreeMap<String, ExactSum>())
            .limit(dimensions)
            .toList();
    largest = new ArrayList<>();
  }

  /** Creates an instance from a checkpoint. */
  public UnitTotals(
      Amounts all, List<SortedMap<String, Amounts>> byDimension, List<LargeRow> largest) {
    this(byDimension.size());
    this.all.add(all);
    for (int dimension = 0; dimension < byDimension.size(); dimension++) {
      SortedMap<String, ExactSum> sums = this.byDimension.get(dimension);
      byDimension
          .get(dimension)
          .forEach(
              (value, amounts) -> sums.computeIfAbsent(value, any -> new ExactSum()).add(amounts));
    }
    this.largest.addAll(largest);
  }

  void add(ExactSum sums) {
    all.add(sums);
  }

  void add(int dimension, String value, ExactSum sums) {
    byDimension.get(dimension).computeIfAbsent(value, any -> new ExactSum()).add(sums);
  }

  boolean wants(BigDecimal number, long row) {
    if (largest.size() < LARGEST) {
      return true;
    }
    LargeRow last = largest.get(LARGEST - 1);
    int order = number.abs().compareTo(last.number().abs());
    return order > 0 || (order == 0 && row < last.row());
  }

  void offer(LargeRow row) {
    largest.add(row);
    largest.sort(UnitTotals::largestThenFirst);
    if (largest.size() > LARGEST) {
      largest.remove(LARGEST);
    }
  }

  private static int largestThenFirst(LargeRow one, LargeRow other) {
    int order = other.number().abs().compareTo(one.number().abs());
    return order != 0 ? order : Long.compare(one.row(), other.row());
  }

  int groups() {
    int groups = 0;
    for (SortedMap<String, ExactSum> values : byDimension) {
      groups += values.size();
    }
    return groups;
  }

  /** The number of numbers in this unit. */
  public long count() {
    return all.count();
  }

  /** All numbers in this unit. */
  public Amounts all() {
    return all.amounts();
  }

  /** The numbers by the values of each dimension. */
  public List<SortedMap<String, Amounts>> byDimension() {
    return byDimension.stream().map(UnitTotals::amounts).toList();
  }

  private static SortedMap<String, Amounts> amounts(SortedMap<String, ExactSum> of) {
    SortedMap<String, Amounts> amounts = new TreeMap<>();
    of.forEach((value, sums) -> amounts.put(value, sums.amounts()));
    return Collections.unmodifiableSortedMap(amounts);
  }

  /** The rows with the largest absolute numbers; of equal numbers the earliest. */
  public List<LargeRow> largest() {
    return Collections.unmodifiableList(largest);
  }
}
