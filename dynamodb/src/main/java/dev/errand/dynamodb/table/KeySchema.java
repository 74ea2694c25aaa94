package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;

/**
 * The attributes of a key. That of a global index can have up to four of each kind.
 *
 * @param hash the attributes of the partition key; those of a table and of a local index are one
 * @param range the attributes of the sort key in the order in which they sort; none if there is no
 *     sort key
 */
public record KeySchema(List<String> hash, List<String> range) {

  /** Reads a {@code KeySchema} that was checked. */
  static KeySchema of(JsonNode json) {
    return new KeySchema(ofType(json, "HASH"), ofType(json, "RANGE"));
  }

  private static List<String> ofType(JsonNode json, String type) {
    return json.valueStream()
        .filter(element -> element.get("KeyType").textValue().equals(type))
        .map(element -> element.get("AttributeName").textValue())
        .toList();
  }

  /** The names of all of its attributes. */
  public List<String> names() {
    List<String> names = new ArrayList<>(hash);
    names.addAll(range);
    return names;
  }

  /** Whether it has more attributes than one for each kind. */
  public boolean isMultiAttribute() {
    return hash.size() > 1 || range.size() > 1;
  }

  /** Whether an item has all of its attributes. */
  boolean isIn(Item item) {
    return names().stream().allMatch(name -> item.get(name) != null);
  }

  /** The values of the partition key. */
  List<AttributeValue> hashOf(Item item) {
    return hash.stream().map(item::get).toList();
  }
}
