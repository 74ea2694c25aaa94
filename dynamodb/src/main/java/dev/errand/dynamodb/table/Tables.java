package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.value.JsonText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a store. */
public final class Tables {

  private static final String MAP = "tables";
  private static final byte[] FIRST = {};

  /** Tables by what is stored of them, so that not every call reads the JSON of its table. */
  private static final Map<ByteBuffer, Table> KNOWN = new ConcurrentHashMap<>();

  private static final int MAX_KNOWN = 256;

  private Tables() {}

  /** The table of this name. */
  public static Optional<Table> find(MapReader maps, String name) {
    return Optional.ofNullable(maps.get(MAP, key(name))).map(Tables::table);
  }

  /**
   * The table that an operation on items names.
   *
   * @throws DynamoDbException if there is none
   */
  public static Table required(MapReader maps, String name) {
    return find(maps, name)
        .orElseThrow(
            () ->
                DynamoDbException.of(
                    DynamoDbException.Type.RESOURCE_NOT_FOUND, "Requested resource not found"));
  }

  /**
   * The table that an operation on tables names.
   *
   * @throws DynamoDbException if there is none; it names the table
   */
  public static Table managed(MapReader maps, String name) {
    return find(maps, name)
        .orElseThrow(
            () ->
                DynamoDbException.of(
                    DynamoDbException.Type.RESOURCE_NOT_FOUND,
                    "Requested resource not found: Table: %s not found".formatted(name)));
  }

  /** All of them, by name. */
  public static List<Table> all(MapReader maps) {
    List<Table> tables = new ArrayList<>();
    maps.range(MAP, FIRST, null, false)
        .forEachRemaining(entry -> tables.add(table(entry.getValue())));
    return tables;
  }

  /** Stores a new or changed table. */
  public static void put(MapWriter maps, Table table) {
    try {
      maps.put(MAP, key(table.name()), JsonText.MAPPER.writeValueAsBytes(table.stored()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes a table with its items and indexes. */
  public static void delete(MapWriter maps, Table table) {
    maps.remove(MAP, key(table.name()));
    Tags.delete(maps, table);
    maps.drop(table.itemMap());
    table.indexes().forEach(index -> maps.drop(table.indexMap(index)));
  }

  /** The description of a table with the counts of its items as they are now. */
  public static ObjectNode describe(MapReader maps, Table table) {
    ObjectNode description = table.description().deepCopy();
    long bytes = 0;
    Iterator<Map.Entry<byte[], byte[]>> items = maps.range(table.itemMap(), FIRST, null, false);
    while (items.hasNext()) {
      bytes += StoredItem.size(items.next().getValue());
    }
    description.put("ItemCount", maps.count(table.itemMap()));
    description.put("TableSizeBytes", bytes);
    for (String kind : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
      description
          .path(kind)
          .forEach(
              index -> {
                String name = index.get("IndexName").textValue();
                long count = maps.count(table.indexMap(table.index(name).orElseThrow()));
                ((ObjectNode) index).put("ItemCount", count);
              });
    }
    return description;
  }

  private static Table table(byte[] stored) {
    ByteBuffer key = ByteBuffer.wrap(stored);
    Table known = KNOWN.get(key);
    if (known != null) {
      return known;
    }
    try {
      Table table = Table.of((ObjectNode) JsonText.MAPPER.readTree(stored));
      if (KNOWN.size() >= MAX_KNOWN) {
        KNOWN.clear();
      }
      KNOWN.put(key, table);
      return table;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] key(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
