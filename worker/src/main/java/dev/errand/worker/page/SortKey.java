package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The place of a record in the order of the records API: by time, then by id. Ids compare by code
 * point.
 *
 * @param time seconds on the calendar in UTC, as {@link #time} counts them
 * @param nano nanoseconds in the second
 * @param id the record's id
 */
public record SortKey(long time, int nano, String id) implements Comparable<SortKey> {

  /** Before every record. */
  public static final SortKey START = new SortKey(-1, 0, "");

  @Override
  public int compareTo(SortKey other) {
    if (time != other.time) {
      return Long.compare(time, other.time);
    }
    if (nano != other.nano) {
      return Integer.compare(nano, other.nano);
    }
    return Arrays.compareUnsigned(
        id.getBytes(StandardCharsets.UTF_8), other.id.getBytes(StandardCharsets.UTF_8));
  }

  /** Numbers that grow with time, one for each second; they leave gaps. */
  static long time(int year, int month, int day, int hour, int minute, int second) {
    return ((((year * 12L + month) * 32 + day) * 24 + hour) * 60 + minute) * 60 + second;
  }
}
