package dev.errand.dynamodb.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** An item, or a part of one: attributes by name. */
public record Item(Map<String, AttributeValue> attributes) {

  /** Without any attribute. */
  public static final Item EMPTY = new Item(Map.of());

  /**
   * Reads an item or key.
   *
   * @param json an object whose members have passed the check of their shape
   * @throws DynamoDbException if a name or value in it cannot be stored
   */
  public static Item read(JsonNode json) {
    json.fieldNames().forEachRemaining(AttributeNames::check);
    return new Item(AttributeValueJson.readAll(json));
  }

  /** The attribute, or null. */
  public AttributeValue get(String name) {
    return attributes.get(name);
  }

  /** Those of its attributes that are named. */
  public Item only(Set<String> names) {
    Map<String, AttributeValue> some = new LinkedHashMap<>();
    for (String name : names) {
      AttributeValue value = attributes.get(name);
      if (value != null) {
        some.put(name, value);
      }
    }
    return new Item(some);
  }

  /** Bytes that count for limits and capacity. */
  public int size() {
    return AttributeValue.size(attributes);
  }

  /** As in a response. */
  public ObjectNode json() {
    return AttributeValueJson.write(attributes);
  }
}
