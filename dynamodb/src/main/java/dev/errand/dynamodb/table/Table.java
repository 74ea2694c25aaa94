package dev.errand.dynamodb.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A table.
 *
 * @param description as {@code DescribeTable} shows it, without counts
 * @param attributeTypes the types of key attributes: {@code S}, {@code N} or {@code B}
 * @param indexes local ones first
 * @param ttlAttribute the attribute with the time when an item expires, if time to live is enabled
 */
public record Table(
    ObjectNode description,
    Map<String, String> attributeTypes,
    KeySchema key,
    List<Index> indexes,
    Optional<String> ttlAttribute) {

  private static final String TTL = "TimeToLiveAttribute";

  /** Reads what {@link #stored} gave. */
  static Table of(ObjectNode stored) {
    ObjectNode description = stored.deepCopy();
    JsonNode ttl = description.remove(TTL);
    KeySchema key = KeySchema.of(description.get("KeySchema"));
    Map<String, String> types = new TreeMap<>();
    for (JsonNode definition : description.get("AttributeDefinitions")) {
      types.put(
          definition.get("AttributeName").textValue(), definition.get("AttributeType").textValue());
    }
    List<Index> indexes = new ArrayList<>();
    for (JsonNode index : description.path("LocalSecondaryIndexes")) {
      indexes.add(Index.of(index, key, false));
    }
    for (JsonNode index : description.path("GlobalSecondaryIndexes")) {
      indexes.add(Index.of(index, key, true));
    }
    return new Table(
        description, types, key, indexes, Optional.ofNullable(ttl).map(JsonNode::textValue));
  }

  /** A table as it is described. */
  public static Table described(ObjectNode description, Optional<String> ttlAttribute) {
    ObjectNode stored = description.deepCopy();
    ttlAttribute.ifPresent(attribute -> stored.put(TTL, attribute));
    return of(stored);
  }

  /** What is kept of it. */
  ObjectNode stored() {
    ObjectNode stored = description.deepCopy();
    ttlAttribute.ifPresent(attribute -> stored.put(TTL, attribute));
    return stored;
  }

  /** Its name. */
  public String name() {
    return description.get("TableName").textValue();
  }

  /** Distinguishes tables that had the same name one after another. */
  public String id() {
    return description.get("TableId").textValue();
  }

  /** The index of this name. */
  public Optional<Index> index(String name) {
    return indexes.stream().filter(index -> index.name().equals(name)).findFirst();
  }

  /** The attributes of the key of an entry of an index, or of the table itself. */
  public Set<String> positionNames(Optional<Index> index) {
    Set<String> names = new LinkedHashSet<>(key.names());
    index.ifPresent(some -> names.addAll(some.key().names()));
    return names;
  }

  /** The map of its items. */
  String itemMap() {
    return "items/" + id();
  }

  /** The map of an index. */
  String indexMap(Index index) {
    return "index/" + id() + "/" + index.name();
  }
}
