package dev.errand.functions.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of a status in the history of a report. The later attempt is higher, then the later
 * start, then the later redrive, then the rank.
 *
 * @param attempt from 0
 * @param startedAt when the attempt's execution was started, in seconds since 1970; 0 before it is.
 *     Step Functions frees a name 90 days after its execution ended, so an attempt can have another
 *     execution
 * @param redriveCount how often the attempt's execution was redriven, from 0
 * @param rank what the status is
 */
public record StatusOrder(int attempt, long startedAt, int redriveCount, Rank rank)
    implements Comparable<StatusOrder> {

  /** The phases of an attempt. */
  public enum Rank {
    QUEUED(0),
    RUNNING(1),
    FINAL(2);

    private final int digit;

    Rank(int digit) {
      this.digit = digit;
    }

    private static Rank ofDigit(int digit) {
      return Arrays.stream(values()).filter(rank -> rank.digit == digit).findFirst().orElseThrow();
    }
  }

  private static final Comparator<StatusOrder> ORDER =
      Comparator.comparingInt(StatusOrder::attempt)
          .thenComparingLong(StatusOrder::startedAt)
          .thenComparingInt(StatusOrder::redriveCount)
          .thenComparing(StatusOrder::rank);

  private static final Pattern KEY = Pattern.compile("([0-9]{6})-([0-9]{10})-([0-9]{4})-([0-2])");

  /** The order of an attempt that waits for its execution. */
  public static StatusOrder queued(int attempt) {
    return new StatusOrder(attempt, 0, 0, Rank.QUEUED);
  }

  /** The order of an attempt that ended before it had an execution. */
  public static StatusOrder neverStarted(int attempt) {
    return new StatusOrder(attempt, 0, 0, Rank.FINAL);
  }

  /**
   * Reads {@link #key()} back.
   *
   * @throws IllegalArgumentException if the text is no such key
   */
  public static StatusOrder fromKey(String key) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a status order: " + key);
    }
    return new StatusOrder(
        Integer.parseInt(matcher.group(1)),
        Long.parseLong(matcher.group(2)),
        Integer.parseInt(matcher.group(3)),
        Rank.ofDigit(Integer.parseInt(matcher.group(4))));
  }

  /** A text that sorts as this order does, such as {@code 000001-1795514400-0000-2}. */
  public String key() {
    return "%06d-%010d-%04d-%d".formatted(attempt, startedAt, redriveCount, rank.digit);
  }

  /** Whether no start of the attempt's execution has been recorded. */
  public boolean isQueued() {
    return rank == Rank.QUEUED;
  }

  /** Whether this order is higher than the other. */
  public boolean isAfter(StatusOrder other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(StatusOrder other) {
    return ORDER.compare(this, other);
  }
}
