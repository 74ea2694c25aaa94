package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;

/** The right side of a SET. */
sealed interface SetOperand {

  /** The value for this item. */
  AttributeValue of(Item item);

  /** The type that it always has, or null. */
  default String type() {
    return null;
  }

  record OfRequest(AttributeValue value) implements SetOperand {
    @Override
    public AttributeValue of(Item item) {
      return value;
    }

    @Override
    public String type() {
      return value.type();
    }
  }

  record OfPath(DocumentPath path) implements SetOperand {
    @Override
    public AttributeValue of(Item item) {
      AttributeValue value = path.in(item);
      if (value == null) {
        throw DynamoDbException.validation(
            "The provided expression refers to an attribute that does not exist in the item");
      }
      return value;
    }
  }

  record Sum(SetOperand left, boolean subtract, SetOperand right) implements SetOperand {
    @Override
    public AttributeValue of(Item item) {
      if (left.of(item) instanceof NumberValue one && right.of(item) instanceof NumberValue two) {
        return NumberValue.of(
            subtract ? one.value().subtract(two.value()) : one.value().add(two.value()));
      }
      throw DynamoDbException.validation(UpdateExpression.WRONG_TYPE);
    }

    @Override
    public String type() {
      return "N";
    }
  }

  record Joined(SetOperand left, SetOperand right) implements SetOperand {
    @Override
    public AttributeValue of(Item item) {
      if (left.of(item) instanceof ListValue one && right.of(item) instanceof ListValue two) {
        List<AttributeValue> both = new ArrayList<>(one.values());
        both.addAll(two.values());
        return new ListValue(both);
      }
      throw DynamoDbException.validation(UpdateExpression.WRONG_TYPE);
    }

    @Override
    public String type() {
      return "L";
    }
  }

  record IfNotExists(OfPath path, SetOperand otherwise) implements SetOperand {
    @Override
    public AttributeValue of(Item item) {
      AttributeValue value = path.path().in(item);
      return value != null ? value : otherwise.of(item);
    }

    @Override
    public String type() {
      return otherwise.type();
    }
  }
}
