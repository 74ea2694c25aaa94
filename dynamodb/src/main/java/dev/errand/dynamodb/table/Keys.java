package dev.errand.dynamodb.table;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.BinaryValue;
import dev.errand.dynamodb.value.AttributeValue.NumberValue;
import dev.errand.dynamodb.value.AttributeValue.StringValue;
import dev.errand.dynamodb.value.Item;
import java.util.Optional;

/** Checks keys and key attributes. */
public final class Keys {

  private static final int MAX_HASH_BYTES = 2048;
  private static final int MAX_RANGE_BYTES = 1024;
  private static final String INVALID = "One or more parameter values were invalid: ";
  private static final String NO_MATCH = "The provided key element does not match the schema";

  private Keys() {}

  /**
   * Checks a key that names an item.
   *
   * @throws DynamoDbException if it has other attributes than the table's key, or of other types
   */
  public static void checkKey(Table table, Item key) {
    if (key.attributes().size() != table.key().names().size()) {
      throw DynamoDbException.validation(NO_MATCH);
    }
    table.key().names().forEach(name -> checkPart(table, table.key(), name, key));
  }

  /** Checks one attribute of a key. */
  public static void checkPart(Table table, KeySchema schema, String name, Item item) {
    AttributeValue value = item.get(name);
    if (value == null || !value.type().equals(table.attributeTypes().get(name))) {
      throw DynamoDbException.validation(NO_MATCH);
    }
    if (isEmpty(value)) {
      throw DynamoDbException.validation(
          INVALID
              + "The AttributeValue for a key attribute cannot contain an empty %s value. Key: %s"
                  .formatted(noun(value), name));
    }
    checkSize(schema, name, value);
  }

  /**
   * Checks an item that is to be stored.
   *
   * @throws DynamoDbException if it lacks a key attribute, or one of the table or an index has
   *     another type than its definition
   */
  public static void checkItem(Table table, Item item) {
    for (String name : table.key().names()) {
      AttributeValue value = item.get(name);
      if (value == null) {
        throw DynamoDbException.validation(
            INVALID + "Missing the key %s in the item".formatted(name));
      }
      String expected = table.attributeTypes().get(name);
      if (!value.type().equals(expected)) {
        throw DynamoDbException.validation(
            INVALID
                + "Type mismatch for key %s expected: %s actual: %s"
                    .formatted(name, expected, value.type()));
      }
      checkNotEmpty(name, value);
      checkSize(table.key(), name, value);
    }
    checkIndexKeys(table, item);
  }

  /** Checks that no attribute of a table's key is an empty string or binary. */
  public static void checkNotEmpty(Table table, Item item) {
    for (String name : table.key().names()) {
      if (item.get(name) != null) {
        checkNotEmpty(name, item.get(name));
      }
    }
  }

  private static void checkNotEmpty(String name, AttributeValue value) {
    if (isEmpty(value)) {
      throw DynamoDbException.validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty %s value. Key: %s".formatted(noun(value), name));
    }
  }

  /** Checks the attributes that are keys of indexes, as far as the item has them. */
  public static void checkIndexKeys(Table table, Item item) {
    for (Index index : globalFirst(table)) {
      for (String name : index.key().names()) {
        AttributeValue value = item.get(name);
        if (value == null) {
          continue;
        }
        String expected = table.attributeTypes().get(name);
        if (!value.type().equals(expected)) {
          throw typeMismatch(index, name, expected, value.type());
        }
        if (isEmpty(value)) {
          throw DynamoDbException.validation(
              "One or more parameter values are not valid. A value specified for a secondary index"
                  + " key is not supported. The AttributeValue for a key attribute cannot contain"
                  + " an empty %s value. IndexName: %s, IndexKey: %s"
                      .formatted(noun(value), index.name(), name));
        }
        checkSize(index.key(), name, value);
      }
    }
  }

  /** The error for an attribute that would have another type than the key of an index. */
  public static DynamoDbException typeMismatch(
      Index index, String name, String expected, String actual) {
    return DynamoDbException.validation(
        INVALID
            + "Type mismatch for Index Key %s Expected: %s Actual: %s IndexName: %s"
                .formatted(name, expected, actual, index.name()));
  }

  /** Whether the attributes of a key have the types of their definitions. */
  static boolean fits(Table table, KeySchema key, Item item) {
    return key.names().stream()
        .allMatch(
            name ->
                item.get(name).type().equals(table.attributeTypes().get(name))
                    && !isEmpty(item.get(name))
                    && tooLarge(key, name, item.get(name)).isEmpty());
  }

  /** The indexes in the order in which DynamoDB checks them. */
  public static Iterable<Index> globalFirst(Table table) {
    return table.indexes().stream()
        .sorted(java.util.Comparator.comparing(Index::global).reversed())
        .toList();
  }

  private static boolean isEmpty(AttributeValue value) {
    return value.size() == 0 && (value instanceof StringValue || value instanceof BinaryValue);
  }

  private static String noun(AttributeValue value) {
    return value.type().equals("S") ? "string" : "binary";
  }

  private static void checkSize(KeySchema schema, String name, AttributeValue value) {
    tooLarge(schema, name, value)
        .ifPresent(
            problem -> {
              throw DynamoDbException.validation(INVALID + problem);
            });
  }

  private static Optional<String> tooLarge(KeySchema schema, String name, AttributeValue value) {
    if (value instanceof NumberValue) {
      return Optional.empty();
    }
    if (schema.hash().contains(name)) {
      return value.size() > MAX_HASH_BYTES
          ? Optional.of("Size of hashkey has exceeded the maximum size limit of2048 bytes")
          : Optional.empty();
    }
    return value.size() > MAX_RANGE_BYTES
        ? Optional.of("Aggregated size of all range keys has exceeded the size limit of 1024 bytes")
        : Optional.empty();
  }
}
