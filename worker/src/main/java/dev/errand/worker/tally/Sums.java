package dev.errand.worker.tally;

import java.math.BigDecimal;

/**
 * Adds up numbers of a page exactly. Numbers with the same number of decimal places are added as
 * longs as long as their sum fits.
 */
final class Sums {

  private final Part[] parts = new Part[ColumnTally.MAX_SCALE + 1];
  private final Amounts big = new Amounts();

  /** Adds a number of at most 18 digits and 18 decimal places. */
  void add(long unscaled, int scale) {
    Part part = parts[scale];
    if (part == null) {
      part = new Part();
      parts[scale] = part;
    }
    part.add(unscaled);
  }

  void add(BigDecimal number) {
    big.add(1, number, number, number);
  }

  void add(Amounts more) {
    big.add(more);
  }

  Amounts amounts() {
    Amounts all = new Amounts();
    all.add(big);
    for (int scale = 0; scale < parts.length; scale++) {
      if (parts[scale] != null) {
        parts[scale].addTo(all, scale);
      }
    }
    return all;
  }

  /** The numbers with the same number of decimal places. */
  private static final class Part {
    private long count;
    private long sum;
    private BigDecimal carried = BigDecimal.ZERO;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    void add(long number) {
      long more = sum + number;
      if (((sum ^ more) & (number ^ more)) < 0) {
        carried = carried.add(BigDecimal.valueOf(sum));
        more = number;
      }
      sum = more;
      count++;
      min = Math.min(min, number);
      max = Math.max(max, number);
    }

    void addTo(Amounts all, int scale) {
      all.add(
          count,
          carried.add(BigDecimal.valueOf(sum)).scaleByPowerOfTen(-scale).setScale(scale),
          BigDecimal.valueOf(min, scale),
          BigDecimal.valueOf(max, scale));
    }
  }
}
