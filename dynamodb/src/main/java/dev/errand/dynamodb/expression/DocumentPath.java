package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.value.AttributeNames;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.ListValue;
import dev.errand.dynamodb.value.AttributeValue.MapValue;
import dev.errand.dynamodb.value.Item;
import java.util.List;

/** The path of a value in an item: {@code orders[0].price}. Its first element is a name. */
public record DocumentPath(List<Element> elements) {

  /** One step into a document. */
  public sealed interface Element {}

  /** To a member of a map, or to an attribute. */
  public record Name(String name) implements Element {
    @Override
    public String toString() {
      return name;
    }
  }

  /** To an element of a list, counted from 0. */
  public record Index(int index) implements Element {
    @Override
    public String toString() {
      return "[" + index + "]";
    }
  }

  /**
   * The path of an attribute.
   *
   * @throws DynamoDbException if no attribute can have the name
   */
  public static DocumentPath of(String attribute) {
    AttributeNames.check(attribute);
    return new DocumentPath(List.of(new Name(attribute)));
  }

  /** The attribute in which it begins. */
  public String attribute() {
    return ((Name) elements.get(0)).name();
  }

  /** Whether it leads into a list or map. */
  public boolean isNested() {
    return elements.size() > 1;
  }

  /** The value there, or null. */
  AttributeValue in(Item item) {
    AttributeValue value = item.get(attribute());
    for (int i = 1; i < elements.size() && value != null; i++) {
      value = step(value, elements.get(i));
    }
    return value;
  }

  private static AttributeValue step(AttributeValue value, Element element) {
    if (value instanceof MapValue map && element instanceof Name name) {
      return map.values().get(name.name());
    }
    if (value instanceof ListValue list && element instanceof Index index) {
      return index.index() < list.values().size() ? list.values().get(index.index()) : null;
    }
    return null;
  }

  /** As DynamoDB's errors show it: {@code [orders, [0], price]}. */
  @Override
  public String toString() {
    return elements.toString();
  }
}
