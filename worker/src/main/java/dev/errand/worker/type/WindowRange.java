package dev.errand.worker.type;

import java.util.OptionalInt;

/**
 * A range of the request that is split into windows, which are read in parallel.
 *
 * @param by what the bounds are
 * @param from the field of the request with the first day or time
 * @param to the field of the request with the last day, or with the time after the range
 * @param isHourly whether the shortest window is an hour and not a day
 * @param column the index of the column whose values must lie in the window
 */
public record WindowRange(By by, String from, String to, boolean isHourly, OptionalInt column) {

  /** The type of the bounds. */
  public enum By {
    /** Days; both bounds are included. */
    DATE,
    /** Times; the second bound is excluded. */
    TIMESTAMP
  }
}
