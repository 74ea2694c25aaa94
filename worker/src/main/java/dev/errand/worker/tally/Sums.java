package dev.errand.worker.tally;

import java.math.BigDecimal;

/**
 * Adds up numbers of a page. It uses a long as long as the sum fits and the numbers have similar
 * numbers of decimal places; the result is always exact.
 */
final class Sums {

  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }

  private final Amounts carried = new Amounts();
  private int scale;
  private long count;
  private long sum;
  private long min;
  private long max;

  /** Adds a number of at most 18 digits and 18 decimal places. */
  void add(long unscaled, int decimals) {
    long number = unscaled;
    if (decimals != scale) {
      if (decimals > scale) {
        raise(decimals);
      } else if (fits(unscaled, scale - decimals)) {
        number = unscaled * POWERS[scale - decimals];
      } else {
        add(BigDecimal.valueOf(unscaled, decimals));
        return;
      }
    }
    long more = sum + number;
    if (((sum ^ more) & (number ^ more)) < 0) {
      carry();
      more = number;
    }
    sum = more;
    min = count == 0 ? number : Math.min(min, number);
    max = count == 0 ? number : Math.max(max, number);
    count++;
  }

  void add(BigDecimal number) {
    carried.add(1, number, number, number);
  }

  Amounts amounts() {
    carry();
    return carried;
  }

  private void raise(int decimals) {
    int more = decimals - scale;
    if (fits(sum, more) && fits(min, more) && fits(max, more)) {
      sum *= POWERS[more];
      min *= POWERS[more];
      max *= POWERS[more];
    } else {
      carry();
    }
    scale = decimals;
  }

  private void carry() {
    carried.add(
        count,
        BigDecimal.valueOf(sum, scale),
        BigDecimal.valueOf(min, scale),
        BigDecimal.valueOf(max, scale));
    count = 0;
    sum = 0;
    min = 0;
    max = 0;
  }

  private static boolean fits(long number, int morePlaces) {
    long most = Long.MAX_VALUE / POWERS[morePlaces];
    return number >= -most && number <= most;
  }
}
