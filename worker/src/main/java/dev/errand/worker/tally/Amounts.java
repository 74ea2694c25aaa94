package dev.errand.worker.tally;

import java.math.BigDecimal;

/** Exact sums of amounts in one currency. */
public final class Amounts {

  private long count;
  private BigDecimal sum = BigDecimal.ZERO;
  private BigDecimal min = BigDecimal.ZERO;
  private BigDecimal max = BigDecimal.ZERO;

  /** Creates an empty instance. */
  public Amounts() {}

  /** Creates an instance from a checkpoint. */
  public Amounts(long count, BigDecimal sum, BigDecimal min, BigDecimal max) {
    add(count, sum, min, max);
  }

  void add(Amounts other) {
    add(other.count, other.sum, other.min, other.max);
  }

  void add(long moreCount, BigDecimal moreSum, BigDecimal moreMin, BigDecimal moreMax) {
    if (moreCount == 0) {
      return;
    }
    min = count == 0 ? moreMin : lower(min, moreMin);
    max = count == 0 ? moreMax : lower(max.negate(), moreMax.negate()).negate();
    sum = sum.add(moreSum);
    count += moreCount;
  }

  /** The lower number; of equal numbers the one with more digits. */
  private static BigDecimal lower(BigDecimal one, BigDecimal other) {
    int order = one.compareTo(other);
    return order < 0 || (order == 0 && one.scale() >= other.scale()) ? one : other;
  }

  /** The number of amounts. */
  public long count() {
    return count;
  }

  /** Their sum, with as many decimal places as the amount with the most. */
  public BigDecimal sum() {
    return sum;
  }

  /** The lowest amount. */
  public BigDecimal min() {
    return min;
  }

  /** The highest amount. */
  public BigDecimal max() {
    return max;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amounts that
        && count == that.count
        && sum.equals(that.sum)
        && min.equals(that.min)
        && max.equals(that.max);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(count) + sum.hashCode();
  }

  @Override
  public String toString() {
    return "%d: %s (%s to %s)".formatted(count, sum, min, max);
  }
}
