package dev.errand.worker.page;

/**
 * The place of a record in the order of the records API: by time, then by id. Ids compare by code
 * point.
 *
 * @param time seconds on the calendar in UTC, as {@link #time} counts them
 * @param nano nanoseconds in the second
 * @param id the record's id
 */
public record Position(long time, int nano, String id) {

  /** Before every record. */
  public static final Position START = new Position(-1, 0, "");

  /** Numbers that grow with time, one for each second; they leave gaps. */
  static long time(int year, int month, int day, int hour, int minute, int second) {
    return ((((year * 12L + month) * 32 + day) * 24 + hour) * 60 + minute) * 60 + second;
  }
}
