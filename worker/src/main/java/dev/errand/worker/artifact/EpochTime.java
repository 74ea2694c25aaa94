package dev.errand.worker.artifact;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads the days and times of the CSV. */
final class EpochTime {

  private static final int WHOLE_SECONDS = "2021-03-04T05:06:07Z".length();

  private EpochTime() {}

  /** The days from 1970-01-01 to a date, {@code YYYY-MM-DD}. */
  static long day(byte[] text, int from) {
    return LocalDate.of(digits(text, from, 4), two(text, from + 5), two(text, from + 8))
        .toEpochDay();
  }

  /** Whether a time is in UTC and in whole seconds. */
  static boolean isWholeUtc(byte[] text, int from, int to) {
    return to - from == WHOLE_SECONDS && text[to - 1] == 'Z';
  }

  /** The seconds of the day of a time, {@code YYYY-MM-DDThh:mm:ss}. */
  static int secondOfDay(byte[] text, int from) {
    return 3600 * two(text, from + 11) + 60 * two(text, from + 14) + two(text, from + 17);
  }

  /** Reads any RFC 3339 time. */
  static OffsetDateTime time(byte[] text, int from, int to) {
    return OffsetDateTime.parse(new String(text, from, to - from, StandardCharsets.US_ASCII));
  }

  /** The microseconds from 1970-01-01T00:00:00Z to a time; smaller parts are cut off. */
  static long micros(byte[] text, int from, int to) {
    if (isWholeUtc(text, from, to)) {
      return (day(text, from) * 86_400 + secondOfDay(text, from)) * 1_000_000;
    }
    OffsetDateTime time = time(text, from, to);
    return time.toEpochSecond() * 1_000_000 + time.getNano() / 1000;
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
