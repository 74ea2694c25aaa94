package dev.errand.dynamodb.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A request, or a structure in one, that has the right shape. */
public record Input(ObjectNode json) {

  /** Whether the parameter is there. */
  public boolean has(String name) {
    return json.has(name);
  }

  /** A text that must be there. */
  public String string(String name) {
    return json.get(name).textValue();
  }

  /** A text, if it is there. */
  public Optional<String> optionalString(String name) {
    return Optional.ofNullable(json.get(name)).map(JsonNode::textValue);
  }

  /** A boolean; false if it is not there. */
  public boolean isTrue(String name) {
    return json.path(name).asBoolean(false);
  }

  /** A boolean that counts as true if it is not there. */
  public boolean isTrueOrAbsent(String name) {
    return json.path(name).asBoolean(true);
  }

  /** A number, if it is there. */
  public OptionalInt number(String name) {
    return has(name)
        ? OptionalInt.of((int) Math.min(json.get(name).longValue(), Integer.MAX_VALUE))
        : OptionalInt.empty();
  }

  /**
   * An item or key that must be there.
   *
   * @throws DynamoDbException if a value in it cannot be stored
   */
  public Item item(String name) {
    return Item.read(json.get(name));
  }

  /** A structure, if it is there. */
  public Optional<Input> structure(String name) {
    return Optional.ofNullable(json.get(name)).map(node -> new Input((ObjectNode) node));
  }

  /** The structures of a list; none if it is not there. */
  public List<Input> structures(String name) {
    List<Input> structures = new ArrayList<>();
    json.path(name).forEach(element -> structures.add(new Input((ObjectNode) element)));
    return structures;
  }

  /** The texts of a list, if it is there. */
  public Optional<List<String>> strings(String name) {
    if (!has(name)) {
      return Optional.empty();
    }
    List<String> strings = new ArrayList<>();
    json.get(name).forEach(element -> strings.add(element.textValue()));
    return Optional.of(strings);
  }

  /** The structures of a map by their keys; none if it is not there. */
  public List<Map.Entry<String, Input>> entries(String name) {
    List<Map.Entry<String, Input>> entries = new ArrayList<>();
    json.path(name)
        .properties()
        .forEach(
            entry ->
                entries.add(Map.entry(entry.getKey(), new Input((ObjectNode) entry.getValue()))));
    return entries;
  }
}
