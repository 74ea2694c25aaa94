package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The sort key of a record in the records API: time, then id. Ids compare by code point.
 *
 * @param time seconds of the calendar in UTC, as {@link #time} numbers them
 * @param nano nanoseconds of the second
 * @param id the id of the record
 */
public record SortKey(long time, int nano, String id) implements Comparable<SortKey> {

  /** Sorts before every record. */
  public static final SortKey START = new SortKey(-1, 0, "");

  /** The key as texts, for a checkpoint. */
  public List<String> values() {
    return List.of(String.valueOf(time), String.valueOf(nano), id);
  }

  /** Reads what {@link #values} returned; no texts are {@link #START}. */
  public static SortKey of(List<String> values) {
    return values.isEmpty()
        ? START
        : new SortKey(
            Long.parseLong(values.get(0)), Integer.parseInt(values.get(1)), values.get(2));
  }

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

  /** Numbers the seconds in ascending order of time, with gaps. */
  static long time(int year, int month, int day, int hour, int minute, int second) {
    return ((((year * 12L + month) * 32 + day) * 24 + hour) * 60 + minute) * 60 + second;
  }
}
