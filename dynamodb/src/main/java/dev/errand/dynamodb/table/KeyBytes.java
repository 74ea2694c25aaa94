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

/**
 * Keys as bytes that sort as DynamoDB sorts: by a hash of the partition key, then by the partition
 * key, then by the sort key. Each part ends itself, so that no key is the beginning of another.
 */
public final class KeyBytes {

  /** The bytes in front that spread partitions. */
  static final int HASH_BYTES = 4;

  /** DynamoDB mixes this into its hash, as the order of its scans shows. */
  private static final byte[] HASH_SALT = "Outliers".getBytes(StandardCharsets.US_ASCII);

  private static final int EXPONENT_OFFSET = 130;

  private KeyBytes() {}

  /** The key of an item in its table. */
  public static byte[] ofItem(Table table, Item item) {
    return of(table.key(), item);
  }

  /** The key of an item in an index: that of the index, then that of the table. */
  static byte[] inIndex(Table table, Index index, Item item) {
    return concat(of(index.key(), item), of(table.key(), item));
  }

  private static byte[] of(KeySchema key, Item item) {
    byte[] partition = partition(item.get(key.hash()));
    return key.range().isEmpty() ? partition : concat(partition, part(item.get(key.range().get())));
  }

  /** What all keys of a partition begin with. */
  static byte[] partition(AttributeValue hash) {
    byte[] part = part(hash);
    return concat(Arrays.copyOf(hash(hash, part), HASH_BYTES), part);
  }

  private static byte[] hash(AttributeValue value, byte[] part) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(HASH_SALT);
      if (value instanceof StringValue text) {
        return md5.digest(text.value().getBytes(StandardCharsets.UTF_8));
      }
      return md5.digest(value instanceof BinaryValue binary ? binary.value().bytes() : part);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One attribute of a key. */
  static byte[] part(AttributeValue value) {
    if (value instanceof NumberValue number) {
      return number(number.value());
    }
    return concat(beginning(value), new byte[2]);
  }

  /** What the parts of all strings or binaries with this beginning begin with. */
  static byte[] beginning(AttributeValue value) {
    return escaped(
        value instanceof StringValue text
            ? text.value().getBytes(StandardCharsets.UTF_8)
            : ((BinaryValue) value).value().bytes());
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

  /** Sign, exponent of the first digit, digits, end; turned round for negative numbers. */
  private static byte[] number(BigDecimal number) {
    if (number.signum() == 0) {
      return new byte[] {1};
    }
    String digits = number.unscaledValue().abs().toString();
    int exponent = number.precision() - number.scale() - 1 + EXPONENT_OFFSET;
    byte[] bytes = new byte[digits.length() + 3];
    boolean negative = number.signum() < 0;
    bytes[0] = (byte) (negative ? 0 : 2);
    bytes[1] = (byte) (negative ? 255 - exponent : exponent);
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0' + 1;
      bytes[i + 2] = (byte) (negative ? 255 - digit : digit);
    }
    bytes[bytes.length - 1] = (byte) (negative ? 255 : 0);
    return bytes;
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
