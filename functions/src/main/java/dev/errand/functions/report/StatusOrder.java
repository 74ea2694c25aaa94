package dev.errand.functions.report;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of one piece of news in the life of a report. Of two, the later attempt is higher, then
 * the later redrive, then the rank.
 *
 * @param attempt from 1
 * @param redriveCount how often somebody redrove the attempt's execution, from 0
 * @param rank what the news is
 */
public record StatusOrder(int attempt, int redriveCount, Rank rank)
    implements Comparable<StatusOrder> {

  /** What a piece of news can be. */
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
          .thenComparingInt(StatusOrder::redriveCount)
          .thenComparing(StatusOrder::rank);

  private static final Pattern KEY = Pattern.compile("([0-9]{6})-([0-9]{4})-([0-2])");

  /** The order of an attempt that waits for its execution. */
  public static StatusOrder queued(int attempt) {
    return new StatusOrder(attempt, 0, Rank.QUEUED);
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
        Integer.parseInt(matcher.group(2)),
        Rank.ofDigit(Integer.parseInt(matcher.group(3))));
  }

  /** A text that sorts as this order does, such as {@code 000001-0000-2}. */
  public String key() {
    return "%06d-%04d-%d".formatted(attempt, redriveCount, rank.digit);
  }

  /** Whether this news is newer than the other. */
  public boolean isAfter(StatusOrder other) {
    return compareTo(other) > 0;
  }

  @Override
  public int compareTo(StatusOrder other) {
    return ORDER.compare(this, other);
  }
}
