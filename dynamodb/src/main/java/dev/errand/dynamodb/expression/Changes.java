package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.BinarySet;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.NumberSet;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.AttributeValue.SetValue;
import dev.errand.dynamodb.value.AttributeValue.StringSet;
import dev.errand.dynamodb.value.Binary;
import dev.errand.dynamodb.value.Item;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The changes that update expressions and {@code AttributeUpdates} have in common. */
public final class Changes {

  private Changes() {}

  /** Puts the value. */
  public static Update.Change put(AttributeValue value) {
    return (old, item) -> value;
  }

  /** Removes the value, if there is one. */
  public static Update.Change remove() {
    return new Removal((old, item) -> null);
  }

  /**
   * Adds a number to a number, or elements to a set or list.
   *
   * @param otherwise the message for an old value of another type
   */
  public static Update.Change add(AttributeValue value, String otherwise) {
    return (old, item) -> {
      if (old == null) {
        return value;
      } else if (value instanceof NumberValue two && old instanceof NumberValue one) {
        return NumberValue.of(one.value().add(two.value()));
      } else if (value instanceof SetValue two
          && old instanceof SetValue one
          && sameType(old, value)) {
        Set<Object> union = new LinkedHashSet<>(one.values());
        union.addAll(two.values());
        return set(one, union);
      } else if (value instanceof ListValue two && old instanceof ListValue one) {
        List<AttributeValue> both = new ArrayList<>(one.values());
        both.addAll(two.values());
        return new ListValue(both);
      }
      throw DynamoDbException.validation(otherwise);
    };
  }

  /**
   * Removes elements from a set; an empty set is removed itself.
   *
   * @param otherwise the message for an old value of another type
   */
  public static Update.Change delete(SetValue elements, String otherwise) {
    return new Removal(
        (old, item) -> {
          if (old == null) {
            return null;
          }
          if (!(old instanceof SetValue set) || !sameType(old, elements)) {
            throw DynamoDbException.validation(otherwise);
          }
          Set<Object> rest = new LinkedHashSet<>(set.values());
          rest.removeAll(elements.values());
          return rest.isEmpty() ? null : set(set, rest);
        });
  }

  /** A change that only removes. */
  private record Removal(Update.Change change) implements Update.Change {
    @Override
    public AttributeValue apply(AttributeValue old, Item item) {
      return change.apply(old, item);
    }

    @Override
    public boolean onlyRemoves() {
      return true;
    }
  }

  private static boolean sameType(AttributeValue one, AttributeValue two) {
    return one.type().equals(two.type());
  }

  @SuppressWarnings("unchecked") // the elements come from sets of the same type
  private static SetValue set(SetValue type, Set<?> elements) {
    if (type instanceof StringSet) {
      return new StringSet((Set<String>) elements);
    } else if (type instanceof NumberSet) {
      return new NumberSet((Set<BigDecimal>) elements);
    }
    return new BinarySet((Set<Binary>) elements);
  }
}
