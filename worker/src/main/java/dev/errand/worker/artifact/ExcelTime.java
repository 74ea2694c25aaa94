package dev.errand.worker.artifact;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Times as Excel counts them: days and parts of a day (ECMA-376 part 1, section 18.17.4.1). */
final class ExcelTime {

  static final long MICROS_OF_DAY = 86_400_000_000L;

  /** What {@link #micros} gives for a time that Excel would change. */
  static final long NONE = -1;

  /** Days from Excel's day 0 to 1970-01-01. */
  private static final long EPOCH = 25_569;

  /** 1901-01-01: after the 29 February 1900 that only Excel's calendar has. */
  private static final long FIRST_DAY = 367;

  /** In 2079: from here on a double of days does not tell microseconds apart. */
  private static final long COARSE_DAY = 65_536;

  private ExcelTime() {}

  /** The microseconds since Excel's day 0 of an RFC 3339 time, or {@link #NONE}. */
  static long micros(byte[] text, int from, int to) {
    if (to - from == 20 && text[to - 1] == 'Z') {
      long day =
          LocalDate.of(digits(text, from, 4), two(text, from + 5), two(text, from + 8))
              .toEpochDay();
      int second = 3600 * two(text, from + 11) + 60 * two(text, from + 14) + two(text, from + 17);
      return exact(day, second * 1_000_000L);
    }
    Instant time =
        OffsetDateTime.parse(new String(text, from, to - from, StandardCharsets.US_ASCII))
            .toInstant();
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

  private static int two(byte[] text, int from) {
    return digits(text, from, 2);
  }

  private static int digits(byte[] text, int from, int count) {
    int number = 0;
    for (int i = from; i < from + count; i++) {
      number = 10 * number + text[i] - '0';
    }
    return number;
  }
}
