package dev.errand.worker.artifact;

import java.time.YearMonth;

/** Converts month numbers of the tally: {@code 12 * year + month - 1}. */
final class Months {

  private Months() {}

  static YearMonth of(int month) {
    return YearMonth.of(Math.floorDiv(month, 12), Math.floorMod(month, 12) + 1);
  }

  /** As {@code 2021-03}. */
  static String iso(int month) {
    return of(month).toString();
  }
}
