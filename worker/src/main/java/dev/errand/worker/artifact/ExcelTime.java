package dev.errand.worker.artifact;

import java.time.Instant;
import java.time.ZoneOffset;

/** Converts times into days and fractions of a day (ECMA-376 part 1, section 18.17.4.1). */
final class ExcelTime {

  static final long MICROS_OF_DAY = 86_400_000_000L;

  /** The result of {@link #micros} for a time that Excel cannot represent exactly. */
  static final long NONE = -1;

  /** The number of days from day 0 of Excel to 1970-01-01. */
  private static final long EPOCH = 25_569;

  /** 1901-01-01. The calendar of Excel has a 29 February 1900, which did not exist. */
  private static final long FIRST_DAY = 367;

  /** A day in 2079. From this day on, a double of days has no exact microseconds. */
  private static final long COARSE_DAY = 65_536;

  private ExcelTime() {}

  /** The microseconds from day 0 of Excel to a date, or {@link #NONE}. */
  static long microsOfDay(byte[] text, int from) {
    return exact(EpochTime.day(text, from), 0);
  }

  /**
   * The microseconds from day 0 of Excel to an RFC 3339 time on its own clock, or {@link #NONE}.
   */
  static long micros(byte[] text, int from, int to) {
    if (EpochTime.isWholeUtc(text, from, to)) {
      return exact(EpochTime.day(text, from), EpochTime.secondOfDay(text, from) * 1_000_000L);
    }
    Instant time = EpochTime.time(text, from, to).toLocalDateTime().toInstant(ZoneOffset.UTC);
    if (time.getNano() % 1000 != 0) {
      return NONE;
    }
    long second = time.getEpochSecond();
    return exact(
        Math.floorDiv(second, 86_400L),
        Math.floorMod(second, 86_400L) * 1_000_000 + time.getNano() / 1000);
  }

  private static long exact(long epochDay, long micros) {
    long day = epochDay + EPOCH;
    boolean isExact = day >= FIRST_DAY && (day < COARSE_DAY || micros % 1000 == 0);
    return isExact ? day * MICROS_OF_DAY + micros : NONE;
  }
}
