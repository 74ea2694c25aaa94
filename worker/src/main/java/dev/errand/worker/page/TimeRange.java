package dev.errand.worker.page;

import java.time.LocalDateTime;

/**
 * The times of a window of a source.
 *
 * @param from the first second
 * @param after the second after the last; both as {@link TimeText#number} numbers them
 */
public record TimeRange(long from, long after) {

  /** Creates a range of times in UTC; the second is excluded. */
  public static TimeRange of(LocalDateTime from, LocalDateTime after) {
    return new TimeRange(TimeText.time(from), TimeText.time(after));
  }

  boolean contains(long time) {
    return time >= from && time < after;
  }
}
