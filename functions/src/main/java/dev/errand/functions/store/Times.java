package dev.errand.functions.store;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times in the table: RFC 3339 in UTC, always with milliseconds, so that their texts sort. */
final class Times {

  private static final DateTimeFormatter MILLISECONDS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private Times() {}

  static String format(Instant moment) {
    return MILLISECONDS.format(moment);
  }
}
