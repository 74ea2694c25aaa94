package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Reads days and times (RFC 3339). The fields have the last one, in UTC. */
final class TimeText {

  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private static final int SHORTEST_TIME = 20;
  private static final int LONGEST_TIME = 30;

  private final ZoneId zone;
  private final boolean isUtc;
  private long time;
  private int nano;
  private boolean isZulu;
  private LocalDateTime utc = LocalDateTime.MIN;

  TimeText(ZoneId zone) {
    this.zone = zone;
    this.isUtc = zone.equals(ZoneOffset.UTC);
  }

  /** Seconds of the calendar in UTC, as {@link #number} numbers them. */
  long time() {
    return time;
  }

  int nano() {
    return nano;
  }

  /** Reads {@code YYYY-MM-DD}. */
  boolean readDate(byte[] in, int from, int to) {
    if (to - from != 10 || !isDay(in, from)) {
      return false;
    }
    time = day(in, from, 0);
    nano = 0;
    return true;
  }

  /** Reads {@code YYYY-MM-DDThh:mm:ss[.fraction]} and {@code Z} or an offset. */
  boolean readTime(byte[] in, int from, int to) {
    if (to - from < SHORTEST_TIME || !isDay(in, from) || !isClock(in, from)) {
      return false;
    }
    int at = from + 19;
    nano = 0;
    if (in[at] == '.') {
      int begin = ++at;
      while (at < to && isDigit(in[at])) {
        nano = nano * 10 + in[at++] - '0';
        if (at - begin > 9) {
          return false;
        }
      }
      if (at == begin) {
        return false;
      }
      for (int digits = at - begin; digits < 9; digits++) {
        nano *= 10;
      }
    }
    if (at + 1 == to && in[at] == 'Z') {
      isZulu = true;
      int second = (two(in, from + 11) * 60 + two(in, from + 14)) * 60 + two(in, from + 17);
      time = day(in, from, second);
      return isUtc || parse(in, from, to);
    }
    isZulu = false;
    return at + 6 == to && parse(in, from, to);
  }

  /**
   * Reads a time that needs no conversion, from its first byte to its quotation mark. Returns the
   * offset of that; 0 if there is no such time.
   */
  int readOwnText(byte[] in, int from) {
    if (!isUtc) {
      return 0;
    }
    int to = from + SHORTEST_TIME;
    while (in[to] != '"' && to - from < LONGEST_TIME) {
      to++;
    }
    return in[to - 1] == 'Z' && in[to] == '"' && readTime(in, from, to) ? to : 0;
  }

  private boolean parse(byte[] in, int from, int to) {
    try {
      utc =
          OffsetDateTime.parse(new String(in, from, to - from, StandardCharsets.ISO_8859_1))
              .withOffsetSameInstant(ZoneOffset.UTC)
              .toLocalDateTime();
    } catch (DateTimeException e) {
      return false;
    }
    time = time(utc);
    return true;
  }

  /** Whether the text itself is how the report writes the time. */
  boolean isOwnText() {
    return isZulu && isUtc;
  }

  /** The time in the zone of the report. */
  String text() {
    return isUtc
        ? utc.toInstant(ZoneOffset.UTC).toString()
        : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone));
  }

  static long time(LocalDateTime at) {
    return number(
        at.getYear(),
        at.getMonthValue(),
        at.getDayOfMonth(),
        at.getHour(),
        at.getMinute(),
        at.getSecond());
  }

  private static long day(byte[] in, int from, int second) {
    int year = two(in, from) * 100 + two(in, from + 2);
    return number(year, two(in, from + 5), two(in, from + 8), 0, 0, 0) + second;
  }

  private static boolean isDay(byte[] in, int from) {
    if (!(isTwo(in, from)
        && isTwo(in, from + 2)
        && in[from + 4] == '-'
        && isTwo(in, from + 5)
        && in[from + 7] == '-'
        && isTwo(in, from + 8))) {
      return false;
    }
    int month = two(in, from + 5);
    int day = two(in, from + 8);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= DAYS[month - 1]
        && (day < 29
            || month != 2
            || LocalDate.of(two(in, from) * 100 + two(in, from + 2), 1, 1).isLeapYear());
  }

  private static boolean isClock(byte[] in, int from) {
    return in[from + 10] == 'T'
        && isTwo(in, from + 11)
        && in[from + 13] == ':'
        && isTwo(in, from + 14)
        && in[from + 16] == ':'
        && isTwo(in, from + 17)
        && two(in, from + 11) < 24
        && two(in, from + 14) < 60
        && two(in, from + 17) < 60;
  }

  private static boolean isTwo(byte[] in, int from) {
    return isDigit(in[from]) && isDigit(in[from + 1]);
  }

  private static int two(byte[] in, int from) {
    return (in[from] - '0') * 10 + in[from + 1] - '0';
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  /** Numbers the seconds in ascending order of time, with gaps. */
  static long number(int year, int month, int day, int hour, int minute, int second) {
    return ((((year * 12L + month) * 32 + day) * 24 + hour) * 60 + minute) * 60 + second;
  }
}
