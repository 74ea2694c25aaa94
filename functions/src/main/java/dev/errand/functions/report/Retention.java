package dev.errand.functions.report;

import java.time.Duration;
import java.time.Instant;

/**
 * For how long reports are kept.
 *
 * @param period how long a report and its artifacts are kept after its last attempt began or ended
 */
public record Retention(Duration period) {

  /** A retention in whole days. */
  public static Retention days(int days) {
    return new Retention(Duration.ofDays(days));
  }

  Instant from(Instant moment) {
    return moment.plus(period);
  }
}
