package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.KeyConditions.KeyCondition;
import dev.errand.dynamodb.table.KeySchema;
import java.util.List;
import java.util.Map;

/**
 * Keys of global indexes with several attributes of a kind. Source: "Multi-attribute keys pattern"
 * in the Developer Guide.
 */
final class MultiAttributeKeys {

  private static final int MAX_OF_KIND = 4;
  private static final String INVALID = "One or more parameter values were invalid: ";

  /** Attributes of a key of a global index, at most. */
  static final int MAX_ATTRIBUTES = 2 * MAX_OF_KIND;

  private MultiAttributeKeys() {}

  /** Checks the order and the number of the elements of a {@code KeySchema}. */
  static void check(JsonNode schema) {
    List<String> types =
        schema.valueStream().map(element -> element.get("KeyType").textValue()).toList();
    if (types.lastIndexOf("HASH") > types.indexOf("RANGE") && types.contains("RANGE")) {
      throw DynamoDbException.validation(
          "Invalid KeySchema: All HASH key attributes must precede the RANGE key attributes");
    }
    for (String kind : List.of("HASH", "RANGE")) {
      if (types.stream().filter(kind::equals).count() > MAX_OF_KIND) {
        throw DynamoDbException.validation(
            "Invalid KeySchema: Number of %s key attributes exceeds the limit of %d"
                .formatted(kind, MAX_OF_KIND));
      }
    }
  }

  /** Checks which attributes of a key a query has conditions on. */
  static void check(KeySchema schema, Map<String, KeyCondition> conditions) {
    for (String name : schema.hash()) {
      if (!isEqual(conditions.get(name))) {
        throw DynamoDbException.validation(
            INVALID
                + "Each HASH key attribute of the index must have an equality condition. Without one:"
                + " "
                + name);
      }
    }
    String open = null;
    for (String name : schema.range()) {
      if (conditions.containsKey(name) && open != null) {
        throw DynamoDbException.validation(
            INVALID
                + "RANGE key attributes of the index must have conditions from the first on, all but"
                + " the last an equality condition. Without one: "
                + open);
      }
      open = open == null && !isEqual(conditions.get(name)) ? name : open;
    }
    for (String name : conditions.keySet()) {
      if (!schema.names().contains(name)) {
        throw DynamoDbException.validation(
            INVALID
                + "Query condition on an attribute that is not in the key of the index: "
                + name);
      }
    }
  }

  private static boolean isEqual(KeyCondition condition) {
    return condition != null && condition.operator().equals("EQ");
  }
}
