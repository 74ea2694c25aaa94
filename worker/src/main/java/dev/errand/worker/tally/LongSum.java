package dev.errand.worker.tally;

import java.math.BigDecimal;

/** The sum of numbers with the same number of decimal places, unscaled. */
final class LongSum {

  private long count;
  private long sum;

  /** What did not fit into {@link #sum}. */
  private BigDecimal carried = BigDecimal.ZERO;

  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  void add(long number) {
    addToSum(number);
    count++;
    min = Math.min(min, number);
    max = Math.max(max, number);
  }

  void add(LongSum other) {
    addToSum(other.sum);
    count += other.count;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    if (other.carried.signum() != 0) {
      carried = carried.add(other.carried);
    }
  }

  private void addToSum(long number) {
    long more = sum + number;
    if (((sum ^ more) & (number ^ more)) < 0) {
      carried = carried.add(BigDecimal.valueOf(sum));
      more = number;
    }
    sum = more;
  }

  long count() {
    return count;
  }

  void addTo(Amounts all, int scale) {
    all.add(
        count,
        carried.add(BigDecimal.valueOf(sum)).scaleByPowerOfTen(-scale).setScale(scale),
        BigDecimal.valueOf(min, scale),
        BigDecimal.valueOf(max, scale));
  }
}
