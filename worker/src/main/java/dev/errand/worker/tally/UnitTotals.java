package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The totals of a measure in one unit. */
public final class UnitTotals {

  /** The number of largest rows that are kept. */
  public static final int LARGEST = 5;

  private final Amounts all;
  private final List<SortedMap<String, Amounts>> byDimension;
  private final List<LargeRow> largest;

  UnitTotals(int dimensions) {
    this(
        new Amounts(),
        Stream.generate(() -> (SortedMap<String, Amounts>) new TreeMap<String, Amounts>())
            .limit(dimensions)
            .toList(),
        List.of());
  }

  /** Creates an instance from a checkpoint. */
  public UnitTotals(
      Amounts all, List<SortedMap<String, Amounts>> byDimension, List<LargeRow> largest) {
    this.all = all;
    this.byDimension = byDimension;
    this.largest = new ArrayList<>(largest);
  }

  void add(Amounts amounts) {
    all.add(amounts);
  }

  void add(int dimension, String value, Amounts amounts) {
    byDimension.get(dimension).computeIfAbsent(value, any -> new Amounts()).add(amounts);
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
    return byDimension.stream().mapToInt(Map::size).sum();
  }

  /** All numbers in this unit. */
  public Amounts all() {
    return all;
  }

  /** The numbers by the values of each dimension. */
  public List<SortedMap<String, Amounts>> byDimension() {
    return byDimension.stream().map(Collections::unmodifiableSortedMap).toList();
  }

  /** The rows with the largest absolute numbers; of equal numbers the earliest. */
  public List<LargeRow> largest() {
    return Collections.unmodifiableList(largest);
  }
}
