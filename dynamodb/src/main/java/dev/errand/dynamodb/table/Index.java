package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.value.Item;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A secondary index.
 *
 * @param global whether it has partition keys of its own
 * @param projected the attributes in it; empty if all are
 */
public record Index(
    String name, KeySchema key, boolean global, boolean projectsAll, Set<String> projected) {

  static Index of(JsonNode json, KeySchema table, boolean global) {
    KeySchema key = KeySchema.of(json.get("KeySchema"));
    JsonNode projection = json.get("Projection");
    Set<String> projected = new LinkedHashSet<>(key.names());
    projected.addAll(table.names());
    projection.path("NonKeyAttributes").forEach(name -> projected.add(name.textValue()));
    return new Index(
        json.get("IndexName").textValue(),
        key,
        global,
        projection.get("ProjectionType").textValue().equals("ALL"),
        projected);
  }

  /** What the index has of an item. */
  public Item project(Item item) {
    return projectsAll ? item : item.only(projected);
  }

  /** Whether the item is in the index: only then it has all attributes of the index's key. */
  public boolean contains(Item item) {
    return item != null && key.isIn(item);
  }
}
