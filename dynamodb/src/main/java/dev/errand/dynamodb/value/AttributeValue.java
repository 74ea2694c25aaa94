package dev.errand.dynamodb.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** One value of an attribute. Values are immutable; sets and maps are equal in any order. */
public sealed interface AttributeValue {

  /** The type's name on the wire, such as {@code S} or {@code NS}. */
  String type();

  /**
   * Bytes that count for the size of an item. Source: "DynamoDB item sizes and formats" in the
   * Developer Guide.
   */
  int size();

  /**
   * Compares with another value: strings by their UTF-8 bytes, numbers by value, binaries as
   * unsigned bytes.
   *
   * @return empty if the two have no order: other types, or types without one
   */
  default OptionalInt compare(AttributeValue other) {
    return OptionalInt.empty();
  }

  /** A string. */
  record StringValue(String value) implements AttributeValue {
    @Override
    public String type() {
      return "S";
    }

    @Override
    public int size() {
      return utf8(value).length;
    }

    @Override
    public OptionalInt compare(AttributeValue other) {
      return other instanceof StringValue text
          ? OptionalInt.of(Arrays.compareUnsigned(utf8(value), utf8(text.value)))
          : OptionalInt.empty();
    }
  }

  /** A number in its normal form, see {@link Numbers}. */
  record NumberValue(BigDecimal value) implements AttributeValue {
    /**
     * The number that a computation gave.
     *
     * @throws dev.errand.dynamodb.DynamoDbException if it is out of range
     */
    public static NumberValue of(BigDecimal number) {
      return new NumberValue(Numbers.computed(number));
    }

    @Override
    public String type() {
      return "N";
    }

    @Override
    public int size() {
      return Numbers.size(value);
    }

    @Override
    public OptionalInt compare(AttributeValue other) {
      return other instanceof NumberValue number
          ? OptionalInt.of(value.compareTo(number.value))
          : OptionalInt.empty();
    }
  }

  /** Bytes. */
  record BinaryValue(Binary value) implements AttributeValue {
    @Override
    public String type() {
      return "B";
    }

    @Override
    public int size() {
      return value.bytes().length;
    }

    @Override
    public OptionalInt compare(AttributeValue other) {
      return other instanceof BinaryValue binary
          ? OptionalInt.of(value.compareTo(binary.value))
          : OptionalInt.empty();
    }
  }

  /** A boolean. */
  record BooleanValue(boolean value) implements AttributeValue {
    @Override
    public String type() {
      return "BOOL";
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** Null. */
  record NullValue() implements AttributeValue {
    @Override
    public String type() {
      return "NULL";
    }

    @Override
    public int size() {
      return 1;
    }
  }

  /** A list. */
  record ListValue(List<AttributeValue> values) implements AttributeValue {
    @Override
    public String type() {
      return "L";
    }

    @Override
    public int size() {
      return 3 + values.stream().mapToInt(value -> 1 + value.size()).sum();
    }
  }

  /** A map. */
  record MapValue(Map<String, AttributeValue> values) implements AttributeValue {
    @Override
    public String type() {
      return "M";
    }

    @Override
    public int size() {
      return 3 + values.size() + AttributeValue.size(values);
    }
  }

  /** A set of strings, numbers or binaries. It has at least one element. */
  sealed interface SetValue extends AttributeValue {
    /** Its elements in the order in which they were given. */
    Set<?> values();
  }

  /** A set of strings. */
  record StringSet(Set<String> values) implements SetValue {
    @Override
    public String type() {
      return "SS";
    }

    @Override
    public int size() {
      return values.stream().mapToInt(text -> utf8(text).length).sum();
    }
  }

  /** A set of numbers. */
  record NumberSet(Set<BigDecimal> values) implements SetValue {
    @Override
    public String type() {
      return "NS";
    }

    @Override
    public int size() {
      return values.stream().mapToInt(Numbers::size).sum();
    }
  }

  /** A set of binaries. */
  record BinarySet(Set<Binary> values) implements SetValue {
    @Override
    public String type() {
      return "BS";
    }

    @Override
    public int size() {
      return values.stream().mapToInt(binary -> binary.bytes().length).sum();
    }
  }

  /** Bytes of named values: names and values. */
  static int size(Map<String, AttributeValue> attributes) {
    int size = 0;
    for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
      size += utf8(attribute.getKey()).length + attribute.getValue().size();
    }
    return size;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
