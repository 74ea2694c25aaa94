package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.BinarySet;
import dev.errand.dynamodb.value.AttributeValue.BinaryValue;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.NumberSet;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.AttributeValue.StringSet;
import dev.errand.dynamodb.value.AttributeValue.StringValue;
import dev.errand.dynamodb.value.Binary;
import dev.errand.dynamodb.value.Item;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/** What must hold of an item. An item that is not there counts as one without attributes. */
public sealed interface Condition {

  /** Whether the item meets the condition. */
  boolean test(Item item);

  /** Holds always. */
  Condition ALWAYS = new All(List.of());

  /** All of them hold. */
  record All(List<Condition> conditions) implements Condition {
    @Override
    public boolean test(Item item) {
      return conditions.stream().allMatch(condition -> condition.test(item));
    }
  }

  /** One of them holds. */
  record Any(List<Condition> conditions) implements Condition {
    @Override
    public boolean test(Item item) {
      return conditions.stream().anyMatch(condition -> condition.test(item));
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean test(Item item) {
      return !condition.test(item);
    }
  }

  /** {@code =}: both are there, with the same type and value. */
  record Equal(Operand left, Operand right) implements Condition {
    @Override
    public boolean test(Item item) {
      AttributeValue value = left.of(item);
      return value != null && value.equals(right.of(item));
    }
  }

  /**
   * {@code <}, {@code <=}, {@code >} or {@code >=}: both are there and of the same ordered type.
   */
  record Ordered(Operand left, Order order, Operand right) implements Condition {
    @Override
    public boolean test(Item item) {
      return order.holds(left.of(item), right.of(item));
    }
  }

  /** An order of two values. */
  enum Order {
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL;

    boolean holds(AttributeValue left, AttributeValue right) {
      if (left == null || right == null) {
        return false;
      }
      OptionalInt order = left.compare(right);
      return order.isPresent()
          && switch (this) {
            case LESS -> order.getAsInt() < 0;
            case LESS_OR_EQUAL -> order.getAsInt() <= 0;
            case GREATER -> order.getAsInt() > 0;
            case GREATER_OR_EQUAL -> order.getAsInt() >= 0;
          };
    }
  }

  /** {@code attribute_exists}. */
  record Exists(Operand operand) implements Condition {
    @Override
    public boolean test(Item item) {
      return operand.of(item) != null;
    }
  }

  /** {@code attribute_type}. */
  record HasType(Operand operand, String type) implements Condition {
    @Override
    public boolean test(Item item) {
      AttributeValue value = operand.of(item);
      return value != null && value.type().equals(type);
    }
  }

  /** {@code begins_with}: two strings or two binaries. */
  record BeginsWith(Operand operand, Operand prefix) implements Condition {
    @Override
    public boolean test(Item item) {
      AttributeValue value = operand.of(item);
      AttributeValue start = prefix.of(item);
      if (value instanceof StringValue text && start instanceof StringValue begin) {
        return text.value().startsWith(begin.value());
      }
      return value instanceof BinaryValue binary
          && start instanceof BinaryValue begin
          && find(binary.value(), begin.value(), 0) == 0;
    }
  }

  /** {@code contains}: a part of a string or binary, an element of a set or list. */
  record Contains(Operand operand, Operand part) implements Condition {
    @Override
    public boolean test(Item item) {
      AttributeValue whole = operand.of(item);
      AttributeValue element = part.of(item);
      if (whole instanceof ListValue list) {
        return element != null && list.values().contains(element);
      } else if (element instanceof StringValue text) {
        return (whole instanceof StringValue string && string.value().contains(text.value()))
            || (whole instanceof StringSet set && set.values().contains(text.value()));
      } else if (element instanceof BinaryValue bytes) {
        return (whole instanceof BinaryValue binary
                && find(binary.value(), bytes.value(), binary.value().bytes().length) >= 0)
            || (whole instanceof BinarySet set && set.values().contains(bytes.value()));
      }
      return element instanceof NumberValue number
          && whole instanceof NumberSet set
          && set.values().contains(number.value());
    }
  }

  /** Where the part begins, at the last offset or before it; -1 if nowhere. */
  private static int find(Binary whole, Binary part, int lastOffset) {
    byte[] bytes = whole.bytes();
    int length = part.bytes().length;
    for (int at = 0; at <= Math.min(lastOffset, bytes.length - length); at++) {
      if (Arrays.equals(bytes, at, at + length, part.bytes(), 0, length)) {
        return at;
      }
    }
    return -1;
  }
}
