package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The attributes of a key. */
public record KeySchema(String hash, Optional<String> range) {

  /** Reads a {@code KeySchema} that was checked. */
  static KeySchema of(JsonNode json) {
    return new KeySchema(
        json.get(0).get("AttributeName").textValue(),
        Optional.ofNullable(json.get(1)).map(element -> element.get("AttributeName").textValue()));
  }

  /** The names of its one or two attributes. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(hash));
    range.ifPresent(names::add);
    return names;
  }

  /** Whether an item has all of its attributes. */
  boolean isIn(Item item) {
    return names().stream().allMatch(name -> item.get(name) != null);
  }
}
