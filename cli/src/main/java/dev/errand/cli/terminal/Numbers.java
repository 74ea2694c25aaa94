package dev.errand.cli.terminal;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;

/** Numbers and times in one form, independent of the machine's locale. */
public final class Numbers {

  private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB"};

  private Numbers() {}

  /** With commas between the thousands. */
  public static String count(long number) {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    int first = number < 0 ? 1 : 0;
    for (int i = digits.length() - 3; i > first; i -= 3) {
      digits.insert(i, ',');
    }
    return digits.toString();
  }

  public static String records(long number) {
    return number == 1 ? "1 record" : count(number) + " records";
  }

  /** Bytes in powers of 1,000, with one decimal from kB on. */
  public static String bytes(long bytes) {
    if (bytes == 1) {
      return "1 byte";
    }
    double value = bytes;
    int unit = 0;
    while (value >= 999.95 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** In the one or two largest units, for example {@code 4 min} or {@code 2 h 10 min}. */
  public static String span(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return (seconds < 600 && seconds % 60 != 0)
          ? seconds / 60 + " min " + seconds % 60 + " s"
          : seconds / 60 + " min";
    }
    if (seconds < 24 * 3600) {
      long minutes = seconds % 3600 / 60;
      return seconds / 3600 + " h" + (minutes == 0 ? "" : " " + minutes + " min");
    }
    long hours = seconds % (24 * 3600) / 3600;
    return seconds / (24 * 3600) + " d" + (hours == 0 ? "" : " " + hours + " h");
  }

  /** The time that a text in RFC 3339 names. */
  public static Optional<Instant> time(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }

  /** A time in RFC 3339 without its fraction: {@code 2026-11-24 10:00:00Z}. */
  public static String toSecond(String time) {
    int fraction = time.indexOf('.');
    String whole = fraction < 0 || !time.endsWith("Z") ? time : time.substring(0, fraction) + "Z";
    return Text.plain(whole.replace('T', ' '));
  }

  /** A time in RFC 3339 without its year and its seconds: {@code 11-24 10:00Z}. */
  static String toMinute(String time) {
    String whole = toSecond(time);
    return whole.length() == "2026-11-24 10:00:00Z".length() ? whole.substring(5, 16) + "Z" : whole;
  }
}
