package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.BinaryValue;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.MapValue;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.AttributeValue.SetValue;
import dev.errand.dynamodb.value.AttributeValue.StringValue;
import dev.errand.dynamodb.value.Item;
import java.math.BigDecimal;

/** A value in a condition, computed from an item. */
sealed interface Operand {

  /** The value, or null if the item has none there. */
  AttributeValue of(Item item);

  /** A value of the request. */
  record Literal(AttributeValue value) implements Operand {
    @Override
    public AttributeValue of(Item item) {
      return value;
    }
  }

  /** A value of the item. */
  record PathOperand(DocumentPath path) implements Operand {
    @Override
    public AttributeValue of(Item item) {
      return path.in(item);
    }
  }

  /** {@code size(operand)}; null for types that have no size. */
  record Size(Operand operand) implements Operand {
    @Override
    public AttributeValue of(Item item) {
      AttributeValue value = operand.of(item);
      if (value instanceof StringValue text) {
        return number(text.value().length());
      } else if (value instanceof BinaryValue binary) {
        return number(binary.value().bytes().length);
      } else if (value instanceof SetValue set) {
        return number(set.values().size());
      } else if (value instanceof ListValue list) {
        return number(list.values().size());
      } else if (value instanceof MapValue map) {
        return number(map.values().size());
      }
      return null;
    }

    private static AttributeValue number(int size) {
      return NumberValue.of(BigDecimal.valueOf(size));
    }
  }
}
