package dev.errand.worker.tally;

import dev.errand.worker.tally.ColumnTally.BigRow;
import dev.errand.worker.tally.ColumnTally.UnitTally;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The totals of a report of declared columns: records by dimension, and each measure by unit.
 * Numbers of different units are never added.
 */
public final class ColumnTotals {

  /** The maximum number of groups, which limits the memory. */
  public static final int MAX_GROUPS = 50_000;

  private final TallyShape shape;
  private final List<SortedMap<String, Long>> counts;
  private final List<SortedMap<String, UnitTotals>> measures;
  private long rows;

  /** Creates empty totals. */
  public ColumnTotals(TallyShape shape) {
    this(shape, 0, maps(shape.dimensions()), maps(shape.measures()));
  }

  /** Creates totals from a checkpoint. */
  public ColumnTotals(
      TallyShape shape,
      long rows,
      List<SortedMap<String, Long>> counts,
      List<SortedMap<String, UnitTotals>> measures) {
    this.shape = shape;
    this.rows = rows;
    this.counts = counts;
    this.measures = measures;
  }

  private static <V> List<SortedMap<String, V>> maps(int count) {
    return Stream.generate(() -> (SortedMap<String, V>) new TreeMap<String, V>())
        .limit(count)
        .toList();
  }

  /**
   * Adds a page.
   *
   * @param csv contains the rows of the tally
   */
  public void add(ColumnTally page, byte[] csv) {
    page.forEachCount(
        (dimension, value, count) -> counts.get(dimension).merge(value, count, Long::sum));
    page.forEachUnit((measure, unit, tally) -> add(page, totals(measure, unit), tally, csv));
    rows += page.rows();
  }

  private UnitTotals totals(int measure, String unit) {
    return measures.get(measure).computeIfAbsent(unit, any -> new UnitTotals(shape.dimensions()));
  }

  private void add(ColumnTally page, UnitTotals totals, UnitTally tally, byte[] csv) {
    totals.add(tally.all);
    for (int dimension = 0; dimension < shape.dimensions(); dimension++) {
      for (int value = 0; value < tally.byDimension[dimension].length; value++) {
        ExactSum sums = tally.byDimension[dimension][value];
        if (sums != null) {
          totals.add(dimension, page.value(dimension, value), sums);
        }
      }
    }
    for (LargeRows large : tally.large) {
      for (int i = 0; large != null && i < large.size; i++) {
        BigDecimal number = BigDecimal.valueOf(large.unscaled[i], large.scale);
        offer(totals, number, large.row[i], large.from[i], large.to[i], csv);
      }
    }
    for (BigRow big : tally.big) {
      offer(totals, big.number(), big.row(), big.from(), big.to(), csv);
    }
  }

  private void offer(UnitTotals totals, BigDecimal number, int row, int from, int to, byte[] csv) {
    if (totals.wants(number, rows + row)) {
      totals.offer(
          new LargeRow(
              rows + row, number, CsvRow.read(csv, from, to, shape.separator()).boundedFields()));
    }
  }

  /** The number of records. */
  public long rows() {
    return rows;
  }

  /** The number of groups in memory. */
  public int groups() {
    int groups = 0;
    for (SortedMap<String, Long> values : counts) {
      groups += values.size();
    }
    for (SortedMap<String, UnitTotals> units : measures) {
      for (UnitTotals totals : units.values()) {
        groups += 1 + totals.groups();
      }
    }
    return groups;
  }

  /** The number of records by the values of each dimension. */
  public List<SortedMap<String, Long>> counts() {
    return counts.stream().map(Collections::unmodifiableSortedMap).toList();
  }

  /** The totals of each measure by unit; a measure without unit has the unit {@code ""}. */
  public List<SortedMap<String, UnitTotals>> measures() {
    return measures.stream().map(Collections::unmodifiableSortedMap).toList();
  }
}
