package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Reads days and times (RFC 3339) from bytes with at least eight others after them. The fields have
 * the last one, in UTC.
 */
final class TimeText {

  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

  private static final int NONE = -1;
  private static final int DATE = 10;
  private static final int MIN_TIME_LENGTH = 20;
  private static final int MAX_TIME_LENGTH = 30;

  /** The places of digits in {@code YYYY-MM-}, {@code DDThh:mm} and {@code :ss}. */
  private static final long YEAR_AND_MONTH = 0x00FF_FF00_FFFF_FFFFL;

  private static final long DAY = 0xFFFFL;
  private static final long HOURS_AND_MINUTES = 0xFFFF_00FF_FF00_0000L;
  private static final long SECONDS = 0xFF_FF00L;

  /** The places of the other bytes, and these bytes. */
  private static final long HYPHENS_AT = 0xFF00_00FF_0000_0000L;

  private static final long HYPHENS = HYPHENS_AT & Words.of('-');
  private static final long MARKS_AT = 0x0000_FF00_00FF_0000L;
  private static final long MARKS = MARKS_AT & ((Words.of(':') & ~0xFF_FFFFL) | ('T' << 16));
  private static final long COLON_AT = 0xFFL;
  private static final long COLON = ':';

  private static final long ZEROS = Words.of('0');
  private static final long ABOVE_NINE = Words.of(0x80 - 10);

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
    time = to - from == DATE ? day(Words.at(in, from), Words.at(in, from + 8)) : NONE;
    nano = 0;
    return time >= 0;
  }

  /** Reads {@code YYYY-MM-DDThh:mm:ss[.fraction]} and {@code Z} or an offset. */
  boolean readTime(byte[] in, int from, int to) {
    if (to - from < MIN_TIME_LENGTH) {
      return false;
    }
    long dayAndClock = Words.at(in, from + 8);
    long day = day(Words.at(in, from), dayAndClock);
    int second = clock(dayAndClock, Words.at(in, from + 16));
    if (day < 0 || second < 0) {
      return false;
    }
    time = day + second;
    nano = 0;
    int at = in[from + 19] == '.' ? fraction(in, from + 20, to) : from + 19;
    isZulu = at + 1 == to && in[at] == 'Z';
    return isZulu ? isUtc || parse(in, from, to) : at + 6 == to && parse(in, from, to);
  }

  /** Reads up to nine digits. Returns the offset after them; 0 if there are none or more. */
  private int fraction(byte[] in, int from, int to) {
    int at = from;
    while (at < to && isDigit(in[at])) {
      nano = nano * 10 + in[at++] - '0';
      if (at - from > 9) {
        return 0;
      }
    }
    for (int digits = at - from; digits < 9; digits++) {
      nano *= 10;
    }
    return at == from ? 0 : at;
  }

  /**
   * Reads a time in UTC, from its first byte to its quotation mark. Returns the offset of that; 0
   * if there is no such time.
   */
  int readOwnText(byte[] in, int from) {
    int to = from + MIN_TIME_LENGTH;
    while (in[to] != '"' && to - from < MAX_TIME_LENGTH) {
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

  boolean isUtc() {
    return isUtc;
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

  /** The number of {@code YYYY-MM-DD}; negative if there is no such day. */
  private static long day(long yearAndMonth, long days) {
    if ((yearAndMonth & HYPHENS_AT) != HYPHENS
        || !areDigits(yearAndMonth, YEAR_AND_MONTH)
        || !areDigits(days, DAY)) {
      return NONE;
    }
    long pairs = pairs(yearAndMonth, YEAR_AND_MONTH);
    int year = pair(pairs, 0) * 100 + pair(pairs, 2);
    int month = pair(pairs, 5);
    int day = pair(pairs(days, DAY), 0);
    return isDay(year, month, day) ? number(year, month, day, 0, 0, 0) : NONE;
  }

  private static boolean isDay(int year, int month, int day) {
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= DAYS[month - 1]
        && (day < 29 || month != 2 || LocalDate.of(year, 1, 1).isLeapYear());
  }

  /** The seconds of {@code Thh:mm} and {@code :ss}; negative if there is no such time. */
  private static int clock(long hoursAndMinutes, long seconds) {
    if ((hoursAndMinutes & MARKS_AT) != MARKS
        || (seconds & COLON_AT) != COLON
        || !areDigits(hoursAndMinutes, HOURS_AND_MINUTES)
        || !areDigits(seconds, SECONDS)) {
      return NONE;
    }
    long pairs = pairs(hoursAndMinutes, HOURS_AND_MINUTES);
    int hour = pair(pairs, 3);
    int minute = pair(pairs, 6);
    int second = pair(pairs(seconds, SECONDS), 1);
    return hour < 24 && minute < 60 && second < 60 ? (hour * 60 + minute) * 60 + second : NONE;
  }

  /** Whether the bytes at these places of a word are digits. */
  private static boolean areDigits(long word, long places) {
    long digits = (word ^ ZEROS) & places;
    return ((digits | (digits + ABOVE_NINE)) & Words.MARKS) == 0;
  }

  /** The two-digit numbers that begin at each of these places. */
  private static long pairs(long word, long places) {
    long digits = (word ^ ZEROS) & places;
    return digits * 10 + (digits >>> 8);
  }

  private static int pair(long pairs, int place) {
    return (int) (pairs >>> (8 * place)) & 0x7F;
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  /** Numbers the seconds in ascending order of time, with gaps. */
  static long number(int year, int month, int day, int hour, int minute, int second) {
    return ((((year * 12L + month) * 32 + day) * 24 + hour) * 60 + minute) * 60 + second;
  }
}
