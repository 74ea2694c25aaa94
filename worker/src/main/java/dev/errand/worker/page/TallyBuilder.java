package dev.errand.worker.page;

import dev.errand.worker.tally.ColumnTally;
import dev.errand.worker.tally.TallyShape;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Dimension;
import dev.errand.worker.type.Measure;
import java.util.List;

/** Adds the records of a page to its tally. */
final class TallyBuilder {

  private static final int MAX_TEXT_BYTES = 1000;
  private static final byte[] NO_TEXT = new byte[0];

  private final ColumnValues columns;
  private final TallyShape shape;
  private final int[] dimensionColumns;

  /** The lengths of the texts that dimensions are grouped by. */
  private final int[] dimensionBytes;

  private final int[] measureColumns;

  /** The columns of the units of measures; negative for none. */
  private final int[] unitColumns;

  /** What the tally groups the current record by, and its numbers. */
  private final long[] key;

  private final long[] unscaled;
  private ColumnTally tally;

  TallyBuilder(DeclaredType type, ColumnValues columns) {
    this.columns = columns;
    shape = PageParser.shape(type);
    List<Dimension> dimensions = type.summary().dimensions();
    dimensionColumns = dimensions.stream().mapToInt(Dimension::column).toArray();
    dimensionBytes = dimensions.stream().mapToInt(one -> one.by().characters()).toArray();
    List<Measure> measures = type.summary().measures();
    measureColumns = measures.stream().mapToInt(Measure::column).toArray();
    unitColumns = measures.stream().mapToInt(measure -> measure.unit().orElse(-1)).toArray();
    key = new long[dimensions.size() + 2 * measures.size()];
    unscaled = new long[measures.size()];
    tally = new ColumnTally(shape);
  }

  /** Begins a page. */
  void begin() {
    tally = new ColumnTally(shape);
  }

  ColumnTally tally() {
    return tally;
  }

  /**
   * Adds the current record.
   *
   * @param from the start of its row in the CSV
   * @param to the end of its row
   */
  void add(int from, int to) throws InvalidPageException {
    if (isShort() && tally.add(key, unscaled, from, to)) {
      return;
    }
    tally.begin();
    for (int i = 0; i < dimensionColumns.length; i++) {
      int column = dimensionColumns[i];
      int begin = columns.begin(column);
      int length = Math.min(columns.end(column) - begin, dimensionBytes[i]);
      columns.require(length <= MAX_TEXT_BYTES, column, "is too long for a dimension");
      tally.value(i, columns.text(column), begin, begin + length);
    }
    for (int i = 0; i < measureColumns.length; i++) {
      int column = measureColumns[i];
      if (!columns.isMissing(column)) {
        add(i, columns.numbers[column], unit(i, unitColumns[i]), from, to);
      }
    }
  }

  /**
   * Whether the values that are added up are short texts and long numbers; then it sets the key.
   */
  private boolean isShort() {
    int part = 0;
    for (int i = 0; i < dimensionColumns.length; i++) {
      long word = columns.word(dimensionColumns[i], dimensionBytes[i]);
      if (word == 0) {
        return false;
      }
      key[part++] = word;
    }
    for (int i = 0; i < measureColumns.length; i++) {
      int column = measureColumns[i];
      NumberText number = columns.numbers[column];
      long unit = unitColumns[i] < 0 ? 0 : columns.word(unitColumns[i], Words.SIZE + 1);
      if (columns.isMissing(column) || number.isBig() || (unit == 0 && unitColumns[i] >= 0)) {
        return false;
      }
      unscaled[i] = number.unscaled();
      key[part++] = unit;
      key[part++] = number.scale();
    }
    return true;
  }

  private int unit(int measure, int column) throws InvalidPageException {
    if (column < 0) {
      return tally.unit(measure, NO_TEXT, 0, 0);
    }
    int begin = columns.begin(column);
    int end = columns.end(column);
    columns.require(end - begin <= MAX_TEXT_BYTES, column, "is too long for a unit");
    return tally.unit(measure, columns.text(column), begin, end);
  }

  private void add(int measure, NumberText number, int unit, int from, int to) {
    if (number.isBig()) {
      tally.add(measure, unit, number.decimal(), from, to);
    } else {
      tally.add(measure, unit, number.unscaled(), number.scale(), from, to);
    }
  }
}
