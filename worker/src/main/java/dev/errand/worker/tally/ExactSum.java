package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * Adds up numbers exactly. Numbers with the same number of decimal places are added as longs as
 * long as their sum fits.
 */
final class ExactSum {

  /** By the number of decimal places; null for none. */
  private LongSum[] parts = new LongSum[3];

  private final Amounts big = new Amounts();

  /** Adds a number of at most 18 digits and 18 decimal places. */
  void add(long unscaled, int scale) {
    part(scale).add(unscaled);
  }

  void add(BigDecimal number) {
    big.add(1, number, number, number);
  }

  /** Adds numbers with this number of decimal places. */
  void add(LongSum more, int scale) {
    part(scale).add(more);
  }

  void add(Amounts more) {
    big.add(more);
  }

  void add(ExactSum other) {
    big.add(other.big);
    for (int scale = 0; scale < other.parts.length; scale++) {
      if (other.parts[scale] != null) {
        part(scale).add(other.parts[scale]);
      }
    }
  }

  private LongSum part(int scale) {
    if (scale >= parts.length) {
      parts = Arrays.copyOf(parts, scale + 1);
    }
    LongSum part = parts[scale];
    if (part == null) {
      part = new LongSum();
      parts[scale] = part;
    }
    return part;
  }

  /** The number of numbers. */
  long count() {
    long count = big.count();
    for (LongSum part : parts) {
      count += part == null ? 0 : part.count();
    }
    return count;
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
}
