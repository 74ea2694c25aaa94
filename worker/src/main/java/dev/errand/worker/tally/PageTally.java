package dev.errand.worker.tally;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the records of one page of the type {@code records}, with one lookup and a few long
 * operations for each record.
 *
 * <p>Records with the same currency, status, month and scale share a group, so that the amounts of
 * a group are plain longs. Amounts that do not fit into a long are kept as decimals.
 */
public final class PageTally {

  /** The maximum scale of {@link #add(int, int, int, long, int, int, int)}. */
  public static final int MAX_SCALE = 18;

  /** The maximum number of statuses of the records of a page. */
  public static final int MAX_STATUSES = 256;

  private final List<byte[]> statuses = new ArrayList<>();
  private final Map<Integer, LargeRows> large = new HashMap<>();
  private Group[] groups = new Group[64];
  private int used;
  private int rows;
  private Group latest = new Group(-1, new LargeRows(0));

  /** Encodes a currency code of three letters A to Z. */
  public static int currency(int first, int second, int third) {
    return (first - 'A') << 10 | (second - 'A') << 5 | (third - 'A');
  }

  private static byte[] currency(int packed) {
    return new byte[] {
      (byte) ('A' + (packed >> 10)), (byte) ('A' + (packed >> 5 & 31)), (byte) ('A' + (packed & 31))
    };
  }

  /** Returns the number of a status in this page; -1 if there are too many. */
  public int status(byte[] text, int from, int to) {
    for (int i = 0; i < statuses.size(); i++) {
      byte[] known = statuses.get(i);
      if (known.length == to - from && Arrays.equals(known, 0, known.length, text, from, to)) {
        return i;
      }
    }
    if (statuses.size() == MAX_STATUSES) {
      return -1;
    }
    statuses.add(Arrays.copyOfRange(text, from, to));
    return statuses.size() - 1;
  }

  /**
   * Adds a record.
   *
   * @param month {@code 12 * year + month - 1}
   * @param unscaled the unscaled amount, of at most 18 digits
   * @param scale the number of decimal places
   * @param from the start of its row in the CSV of the page
   * @param to the end of its row
   */
  public void add(int currency, int status, int month, long unscaled, int scale, int from, int to) {
    long key = ((long) month << 32) | (currency << 14 | status << 5 | scale);
    Group group = latest.key == key ? latest : group(key, currency, scale);
    latest = group;
    group.add(unscaled);
    if (Math.abs(unscaled) > group.large.threshold) {
      group.large.add(unscaled, rows + 1, from, to);
    }
    rows++;
  }

  /** The number of records added. */
  public int rows() {
    return rows;
  }

  private Group group(long key, int currency, int scale) {
    int slot = slot(key, groups.length);
    while (groups[slot] != null) {
      if (groups[slot].key == key) {
        return groups[slot];
      }
      slot = (slot + 1) & (groups.length - 1);
    }
    Group group =
        new Group(key, large.computeIfAbsent(currency << 5 | scale, any -> new LargeRows(scale)));
    groups[slot] = group;
    if (++used * 2 > groups.length) {
      grow();
    }
    return group;
  }

  private void grow() {
    Group[] old = groups;
    groups = new Group[old.length * 2];
    for (Group group : old) {
      if (group != null) {
        int slot = slot(group.key, groups.length);
        while (groups[slot] != null) {
          slot = (slot + 1) & (groups.length - 1);
        }
        groups[slot] = group;
      }
    }
  }

  private static int slot(long key, int length) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & (length - 1);
  }

  /**
   * Converts the tally.
   *
   * @param shape one measure; the dimensions status and month
   */
  public ColumnTally columns(TallyShape shape) {
    ColumnTally columns = new ColumnTally(shape);
    for (Group group : groups) {
      if (group != null) {
        int month = (int) (group.key >> 32);
        columns.add(
            List.of(
                statuses.get((int) (group.key >> 5 & 0x1FF)),
                ascii("%04d-%02d".formatted(month / 12, month % 12 + 1))),
            currency((int) (group.key >> 14 & 0x7FFF)),
            group.amounts((int) (group.key & 31)));
      }
    }
    large.forEach((key, rows) -> columns.addLarge(currency(key >> 5), rows));
    return columns;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Group {
    final long key;
    final LargeRows large;
    long count;
    long sum;
    BigDecimal carried = BigDecimal.ZERO;
    long min = Long.MAX_VALUE;
    long max = Long.MIN_VALUE;

    Group(long key, LargeRows large) {
      this.key = key;
      this.large = large;
    }

    void add(long amount) {
      long more = sum + amount;
      if (((sum ^ more) & (amount ^ more)) < 0) {
        carried = carried.add(BigDecimal.valueOf(sum));
        more = amount;
      }
      sum = more;
      count++;
      min = Math.min(min, amount);
      max = Math.max(max, amount);
    }

    Amounts amounts(int scale) {
      return new Amounts(
          count,
          carried.add(BigDecimal.valueOf(sum)).scaleByPowerOfTen(-scale).setScale(scale),
          BigDecimal.valueOf(min, scale),
          BigDecimal.valueOf(max, scale));
    }
  }
}
