package dev.errand.worker.tally;

import java.util.Arrays;

/** The largest rows of a page in one unit and scale; of equal amounts the earliest. */
final class LargeRows {

  final int scale;
  final long[] unscaled = new long[UnitTotals.LARGEST];
  final int[] row = new int[UnitTotals.LARGEST];
  final int[] from = new int[UnitTotals.LARGEST];
  final int[] to = new int[UnitTotals.LARGEST];
  int size;

  /** A row is added only if its absolute amount is greater. */
  long threshold = -1;

  LargeRows(int scale) {
    this.scale = scale;
  }

  void add(long amount, int atRow, int start, int end) {
    int place = size == unscaled.length ? size - 1 : size++;
    while (place > 0 && Math.abs(amount) > Math.abs(unscaled[place - 1])) {
      unscaled[place] = unscaled[place - 1];
      row[place] = row[place - 1];
      from[place] = from[place - 1];
      to[place] = to[place - 1];
      place--;
    }
    unscaled[place] = amount;
    row[place] = atRow;
    from[place] = start;
    to[place] = end;
    if (size == unscaled.length) {
      threshold = Math.abs(unscaled[size - 1]);
    }
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(unscaled, size));
  }
}
