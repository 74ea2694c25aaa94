package dev.errand.dynamodb.table;

import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.BinaryValue;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.AttributeValue.StringValue;
import dev.errand.dynamodb.value.Item;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * Keys as bytes that sort as DynamoDB sorts: by a hash of the partition key, then by the partition
 * key, then by the sort key. Each part ends itself, so that no key is the beginning of another.
 */
public final class KeyBytes {

  /** The bytes in front that spread partitions. */
  static final int HASH_BYTES = 4;

  /** DynamoDB mixes this into its hash, as the order of its scans shows. */
  private static final byte[] HASH_SALT = "Outliers".getBytes(StandardCharsets.US_ASCII);

  private static final int ZERO = 0x80;
  private static final int EXPONENT_OFFSET = 0xC0;
  private static final int MAX_PAIRS = 20;
  private static final byte NUMBER_END = 0;

  private KeyBytes() {}

  /** The key of an item in its table. */
  public static byte[] ofItem(Table table, Item item) {
    return of(table.key(), item);
  }

  /**
   * The key of an item in an index: that of the index, then that of the table. Equal keys of an
   * index are in the order of a hash of the table's.
   */
  static byte[] inIndex(Table table, Index index, Item item) {
    byte[] spread = hash(table.key().names().stream().map(item::get).toList());
    return concat(concat(of(index.key(), item), spread), of(table.key(), item));
  }

  private static byte[] of(KeySchema key, Item item) {
    byte[] bytes = partition(key.hashOf(item));
    for (String name : key.range()) {
      bytes = concat(bytes, part(item.get(name)));
    }
    return bytes;
  }

  /** What all keys of a partition begin with. */
  static byte[] partition(List<AttributeValue> key) {
    byte[] bytes = hash(key);
    for (AttributeValue value : key) {
      bytes = concat(bytes, part(value));
    }
    return bytes;
  }

  private static byte[] hash(List<AttributeValue> values) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(HASH_SALT);
      values.forEach(value -> md5.update(raw(value)));
      return Arrays.copyOf(md5.digest(), HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] raw(AttributeValue value) {
    if (value instanceof StringValue text) {
      return text.value().getBytes(StandardCharsets.UTF_8);
    }
    return value instanceof BinaryValue binary
        ? binary.value().bytes()
        : number(((NumberValue) value).value());
  }

  /** One attribute of a key. */
  static byte[] part(AttributeValue value) {
    if (value instanceof NumberValue number) {
      return concat(number(number.value()), new byte[] {NUMBER_END});
    }
    return concat(beginning(value), new byte[2]);
  }

  /** What the parts of all strings or binaries with this beginning begin with. */
  static byte[] beginning(AttributeValue value) {
    return escaped(raw(value));
  }

  /** A zero byte gets a mark, so that two zero bytes can end a part and sort before all else. */
  private static byte[] escaped(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 2);
    for (byte one : bytes) {
      out.write(one);
      if (one == 0) {
        out.write(0xFF);
      }
    }
    return out.toByteArray();
  }

  /**
   * A number in base 100: its exponent, then its digits plus one. A negative number is the
   * complement of that and ends with 102, so that it sorts behind those with more digits.
   */
  private static byte[] number(BigDecimal number) {
    if (number.signum() == 0) {
      return new byte[] {(byte) ZERO};
    }
    String digits = number.unscaledValue().abs().toString();
    int exponent = number.precision() - number.scale();
    if (Math.floorMod(exponent, 2) == 1) {
      digits = "0" + digits;
      exponent++;
    }
    if (digits.length() % 2 == 1) {
      digits += "0";
    }
    boolean negative = number.signum() < 0;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int first = EXPONENT_OFFSET + exponent / 2;
    out.write(negative ? ~first : first);
    for (int i = 0; i < digits.length(); i += 2) {
      int pair = Integer.parseInt(digits.substring(i, i + 2));
      out.write(negative ? 101 - pair : pair + 1);
    }
    if (negative && digits.length() / 2 < MAX_PAIRS) {
      out.write(102);
    }
    return out.toByteArray();
  }

  /** The first key behind all that begin with these bytes; null if there is none. */
  static byte[] behind(byte[] prefix) {
    byte[] next = prefix.clone();
    for (int i = next.length - 1; i >= 0; i--) {
      if (++next[i] != 0) {
        return Arrays.copyOf(next, i + 1);
      }
    }
    return null;
  }

  static byte[] concat(byte[] one, byte[] two) {
    byte[] both = Arrays.copyOf(one, one.length + two.length);
    System.arraycopy(two, 0, both, one.length, two.length);
    return both;
  }
}
