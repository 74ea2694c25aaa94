package dev.errand.dynamodb.table;

import dev.errand.dynamodb.expression.KeyConditions.KeyCondition;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.Item;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A range of keys.
 *
 * @param from the lowest key
 * @param to the key behind the highest; null for no bound
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record KeyRange(byte[] from, byte[] to) {

  /** All keys. */
  public static final KeyRange ALL = new KeyRange(new byte[0], null);

  boolean isEmpty() {
    return to != null && Arrays.compareUnsigned(from, to) >= 0;
  }

  /** One of the equal parts into which a scan divides a table. */
  public static KeyRange segment(int segment, int total) {
    return new KeyRange(
        segment == 0 ? new byte[0] : boundary(segment, total),
        segment + 1 == total ? null : boundary(segment + 1, total));
  }

  private static byte[] boundary(long segment, long total) {
    long all = 1L << (8 * KeyBytes.HASH_BYTES);
    return ByteBuffer.allocate(Integer.BYTES)
        .putInt((int) ((all * segment + total - 1) / total))
        .array();
  }

  /**
   * The keys that a query asks for.
   *
   * @param hash the values of the partition key
   * @param range conditions on the first attributes of the sort key; all but the last are equality
   */
  public static KeyRange of(List<AttributeValue> hash, List<KeyCondition> range) {
    byte[] begin = KeyBytes.partition(hash);
    if (range.isEmpty()) {
      return new KeyRange(begin, KeyBytes.behind(begin));
    }
    for (KeyCondition equal : range.subList(0, range.size() - 1)) {
      begin = KeyBytes.concat(begin, KeyBytes.part(equal.values().get(0)));
    }
    return of(begin, range.get(range.size() - 1));
  }

  private static KeyRange of(byte[] begin, KeyCondition condition) {
    byte[] end = KeyBytes.behind(begin);
    AttributeValue value = condition.values().get(0);
    byte[] at = KeyBytes.concat(begin, KeyBytes.part(value));
    return switch (condition.operator()) {
      case "EQ" -> new KeyRange(at, KeyBytes.behind(at));
      case "LT" -> new KeyRange(begin, at);
      case "LE" -> new KeyRange(begin, KeyBytes.behind(at));
      case "GT" -> new KeyRange(KeyBytes.behind(at), end);
      case "GE" -> new KeyRange(at, end);
      case "BETWEEN" -> {
        byte[] last = KeyBytes.concat(begin, KeyBytes.part(condition.values().get(1)));
        yield new KeyRange(at, KeyBytes.behind(last));
      }
      default -> {
        byte[] beginning = KeyBytes.concat(begin, KeyBytes.beginning(value));
        yield new KeyRange(beginning, KeyBytes.behind(beginning));
      }
    };
  }

  /** The part of this range that follows a position in the order of reading. */
  public KeyRange after(Table table, Optional<Index> index, Item position, boolean descending) {
    byte[] key = position(table, index, position);
    if (descending) {
      return to != null && Arrays.compareUnsigned(to, key) < 0 ? this : new KeyRange(from, key);
    }
    byte[] next = Arrays.copyOf(key, key.length + 1);
    return Arrays.compareUnsigned(from, next) > 0 ? this : new KeyRange(next, to);
  }

  /** Whether a position is in this range. */
  public boolean contains(Table table, Optional<Index> index, Item position) {
    byte[] key = position(table, index, position);
    return Arrays.compareUnsigned(from, key) <= 0
        && (to == null || Arrays.compareUnsigned(key, to) < 0);
  }

  private static byte[] position(Table table, Optional<Index> index, Item position) {
    return index
        .map(some -> KeyBytes.inIndex(table, some, position))
        .orElseGet(() -> KeyBytes.ofItem(table, position));
  }
}
