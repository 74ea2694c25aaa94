package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds up the records of one page: the number of records by dimension, and for each measure the
 * numbers by unit and by unit and dimension.
 */
public final class ColumnTally {

  static final int MAX_SCALE = 18;

  private final Dictionary[] dimensions;
  private final long[][] counts;
  private final MeasureTally[] measures;
  private final int[] values;
  private final Groups groups = new Groups();
  private int rows;

  /** Creates an empty tally. */
  public ColumnTally(TallyShape shape) {
    dimensions = new Dictionary[shape.dimensions()];
    Arrays.setAll(dimensions, any -> new Dictionary());
    counts = new long[shape.dimensions()][16];
    values = new int[shape.dimensions()];
    measures = new MeasureTally[shape.measures()];
    Arrays.setAll(measures, any -> new MeasureTally(shape.dimensions()));
  }

  /** Begins the next record. */
  public void begin() {
    rows++;
  }

  /** Sets the value of the current record in a dimension, in UTF-8. */
  public void value(int dimension, byte[] text, int from, int to) {
    int value = dimensions[dimension].number(text, from, to);
    values[dimension] = value;
    if (value >= counts[dimension].length) {
      counts[dimension] = Arrays.copyOf(counts[dimension], 2 * value);
    }
    counts[dimension][value]++;
  }

  /** Returns the number of a unit in this page, in UTF-8. */
  public int unit(int measure, byte[] text, int from, int to) {
    return measures[measure].units.number(text, from, to);
  }

  /**
   * Adds a number of the current record, whose dimensions have been set.
   *
   * @param unscaled the unscaled number, of at most 18 digits
   * @param scale the number of decimal places, at most 18
   * @param from the start of its row in the CSV of the page
   * @param to the end of its row
   */
  public void add(int measure, int unit, long unscaled, int scale, int from, int to) {
    UnitTally tally = measures[measure].unit(unit);
    tally.all.add(unscaled, scale);
    for (int dimension = 0; dimension < values.length; dimension++) {
      tally.sums(dimension, values[dimension]).add(unscaled, scale);
    }
    LargeRows large = tally.large(scale);
    if (Math.abs(unscaled) > large.threshold) {
      large.add(unscaled, rows, from, to);
    }
  }

  /**
   * Adds a record with a number of each measure, if there is a group for it. Otherwise, it returns
   * false and adds nothing.
   *
   * @param key the value of each dimension and then, for each measure, the unit and the number of
   *     decimal places. Values and units have up to eight bytes; the first byte is the lowest
   * @param unscaled the unscaled number of each measure, of at most 18 digits
   * @param from the start of its row in the CSV of the page
   * @param to the end of its row
   */
  public boolean add(long[] key, long[] unscaled, int from, int to) {
    Groups.Group group = groups.find(key, this::group);
    if (group == null) {
      return false;
    }
    rows++;
    group.count++;
    for (int measure = 0; measure < measures.length; measure++) {
      long number = unscaled[measure];
      group.sums[measure].add(number);
      LargeRows large = group.large[measure];
      if (Math.abs(number) > large.threshold) {
        large.add(number, rows, from, to);
      }
    }
    return true;
  }

  private Groups.Group group(long[] key) {
    LargeRows[] large = new LargeRows[measures.length];
    for (int measure = 0; measure < measures.length; measure++) {
      large[measure] = unitTally(key, measure).large(scale(key, measure));
    }
    return new Groups.Group(key, large);
  }

  private UnitTally unitTally(long[] key, int measure) {
    byte[] unit = text(key[values.length + 2 * measure]);
    return measures[measure].unit(unit(measure, unit, 0, unit.length));
  }

  private int scale(long[] key, int measure) {
    return (int) key[values.length + 2 * measure + 1];
  }

  /** The text in a part of a key. */
  private static byte[] text(long part) {
    int length = Long.BYTES - Long.numberOfLeadingZeros(part) / Byte.SIZE;
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (part >>> (Byte.SIZE * i));
    }
    return text;
  }

  /** Adds the records of all groups to the dimensions and units. */
  private void settle() {
    groups.drain(this::settle);
  }

  private void settle(Groups.Group group) {
    for (int dimension = 0; dimension < values.length; dimension++) {
      byte[] value = text(group.key[dimension]);
      value(dimension, value, 0, value.length);
      counts[dimension][values[dimension]] += group.count - 1;
    }
    for (int measure = 0; measure < measures.length; measure++) {
      UnitTally tally = unitTally(group.key, measure);
      int scale = scale(group.key, measure);
      tally.all.add(group.sums[measure], scale);
      for (int dimension = 0; dimension < values.length; dimension++) {
        tally.sums(dimension, values[dimension]).add(group.sums[measure], scale);
      }
    }
  }

  /** Adds a number that does not fit into a long. */
  public void add(int measure, int unit, BigDecimal number, int from, int to) {
    UnitTally tally = measures[measure].unit(unit);
    tally.all.add(number);
    for (int dimension = 0; dimension < values.length; dimension++) {
      tally.sums(dimension, values[dimension]).add(number);
    }
    tally.big.add(new BigRow(number, rows, from, to));
  }

  /** The number of records. */
  public int rows() {
    return rows;
  }

  void forEachCount(CountVisitor visitor) {
    settle();
    for (int dimension = 0; dimension < dimensions.length; dimension++) {
      for (int value = 0; value < dimensions[dimension].size(); value++) {
        visitor.visit(dimension, dimensions[dimension].text(value), counts[dimension][value]);
      }
    }
  }

  void forEachUnit(UnitVisitor visitor) {
    settle();
    for (int measure = 0; measure < measures.length; measure++) {
      for (int unit = 0; unit < measures[measure].units.size(); unit++) {
        if (measures[measure].tallies[unit] != null) {
          visitor.visit(
              measure, measures[measure].units.text(unit), measures[measure].tallies[unit]);
        }
      }
    }
  }

  String value(int dimension, int value) {
    return dimensions[dimension].text(value);
  }

  /** Receives the number of records with a value. */
  interface CountVisitor {
    void visit(int dimension, String value, long count);
  }

  /** Receives the numbers of a measure in one unit. */
  interface UnitVisitor {
    void visit(int measure, String unit, UnitTally tally);
  }

  /** A row whose number does not fit into a long. */
  record BigRow(BigDecimal number, int row, int from, int to) {}

  private static final class MeasureTally {
    private final Dictionary units = new Dictionary();
    private final int dimensions;
    private UnitTally[] tallies = new UnitTally[4];

    MeasureTally(int dimensions) {
      this.dimensions = dimensions;
    }

    UnitTally unit(int unit) {
      if (unit >= tallies.length) {
        tallies = Arrays.copyOf(tallies, 2 * unit);
      }
      if (tallies[unit] == null) {
        tallies[unit] = new UnitTally(dimensions);
      }
      return tallies[unit];
    }
  }

  /** The numbers of a page in one unit. */
  static final class UnitTally {
    final ExactSum all = new ExactSum();
    final ExactSum[][] byDimension;
    final List<BigRow> big = new ArrayList<>();
    final LargeRows[] large = new LargeRows[MAX_SCALE + 1];

    UnitTally(int dimensions) {
      byDimension = new ExactSum[dimensions][16];
    }

    ExactSum sums(int dimension, int value) {
      if (value >= byDimension[dimension].length) {
        byDimension[dimension] = Arrays.copyOf(byDimension[dimension], 2 * value);
      }
      ExactSum sums = byDimension[dimension][value];
      if (sums == null) {
        sums = new ExactSum();
        byDimension[dimension][value] = sums;
      }
      return sums;
    }

    LargeRows large(int scale) {
      if (large[scale] == null) {
        large[scale] = new LargeRows(scale);
      }
      return large[scale];
    }
  }
}
