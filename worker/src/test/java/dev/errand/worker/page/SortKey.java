package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The sort key of a record in the records API: time, then id. Ids compare by code point.
 *
 * @param time seconds of the calendar in UTC, as {@link TimeText#number} numbers them
 * @param nano nanoseconds of the second
 * @param id the id of the record
 */
record SortKey(long time, int nano, String id) implements Comparable<SortKey> {

  /** Sorts before every record. */
  static final SortKey START = new SortKey(-1, 0, "");

  /** The key as the parser writes it into a checkpoint. */
  List<String> values() {
    return List.of(time + " " + nano, id);
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
}
