package dev.errand.local.stepfunctions;

import java.math.BigDecimal;
import java.time.Instant;

/** Values as the API writes them. */
final class EpochSeconds {

  private EpochSeconds() {}

  /** Seconds since 1970 with milliseconds, as the protocol AWS JSON writes a timestamp. */
  static BigDecimal seconds(Instant instant) {
    return BigDecimal.valueOf(instant.toEpochMilli(), 3);
  }
}
