package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.value.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of tables. */
public final class Tags {

  private static final String MAP = "tags";

  private Tags() {}

  /** The values of a table's tags by their keys. */
  public static SortedMap<String, String> of(MapReader maps, Table table) {
    byte[] stored = maps.get(MAP, key(table));
    SortedMap<String, String> tags = new TreeMap<>();
    if (stored == null) {
      return tags;
    }
    try {
      for (Map.Entry<String, JsonNode> tag : JsonText.MAPPER.readTree(stored).properties()) {
        tags.put(tag.getKey(), tag.getValue().textValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tags;
  }

  /** Replaces a table's tags. */
  public static void put(MapWriter maps, Table table, Map<String, String> tags) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    tags.forEach(json::put);
    try {
      maps.put(MAP, key(table), JsonText.MAPPER.writeValueAsBytes(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes all of them. */
  static void delete(MapWriter maps, Table table) {
    maps.remove(MAP, key(table));
  }

  private static byte[] key(Table table) {
    return table.id().getBytes(StandardCharsets.UTF_8);
  }
}
