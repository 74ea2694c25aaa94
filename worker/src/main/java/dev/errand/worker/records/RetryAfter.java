package dev.errand.worker.records;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Parses the header {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date. */
final class RetryAfter {

  /**
   * The start of the range of two-digit years: a year more than 50 years in the future is in the
   * past (RFC 9110, section 5.6.7).
   */
  private static final int YEARS_BACK = 49;

  private RetryAfter() {}

  /** Returns the delay; empty if the header is missing or invalid. */
  static Optional<Duration> parse(String header, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String value = header.strip();
    if (value.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    return forms(now)
        .flatMap(form -> instant(value, form).stream())
        .findFirst()
        .map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
  }

  /** The three date formats that a recipient must accept (RFC 9110, section 5.6.7). */
  private static Stream<DateTimeFormatter> forms(Instant now) {
    int firstYear = now.atOffset(ZoneOffset.UTC).getYear() - YEARS_BACK;
    return Stream.of(
        DateTimeFormatter.RFC_1123_DATE_TIME,
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, firstYear)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ENGLISH),
        DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH));
  }

  private static Optional<Instant> instant(String value, DateTimeFormatter form) {
    try {
      return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException anotherForm) {
      return Optional.empty();
    }
  }
}
