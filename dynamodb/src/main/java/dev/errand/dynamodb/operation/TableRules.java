package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a new table or index must satisfy, beyond the shape of the request. */
final class TableRules {

  private static final String INVALID = "One or more parameter values were invalid: ";
  private static final long MAX_UNITS = 1_000_000_000_000L;
  private static final int MAX_LOCAL_INDEXES = 5;
  private static final int MAX_GLOBAL_INDEXES = 20;

  private TableRules() {}

  /** Checks a CreateTable request. */
  static void check(Input input) {
    checkUnsupported(input);
    checkThroughput(input);
    List<String> defined = names(input.json().get("AttributeDefinitions"));
    checkDistinct(defined, "AttributeName in AttributeDefinitions");
    List<String> keys = names(input.json().get("KeySchema"));
    if (keys.size() > defined.size()) {
      throw DynamoDbException.validation(
          "Invalid KeySchema: Some index key attribute have no definition");
    }
    checkKeySchema(input.json().get("KeySchema"), defined);
    boolean indexed = input.has("LocalSecondaryIndexes") || input.has("GlobalSecondaryIndexes");
    if (!indexed && keys.size() != defined.size()) {
      throw invalid(
          "Number of attributes in KeySchema does not exactly match number of attributes defined in"
              + " AttributeDefinitions");
    }
    Set<String> indexNames = new HashSet<>();
    checkLocalIndexes(input, keys, defined, indexNames);
    checkGlobalIndexes(input, defined, indexNames);
    checkAllUsed(input, keys, defined);
  }

  private static void checkDistinct(List<String> names, String what) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw invalid("Duplicate %s: %s".formatted(what, name));
      }
    }
  }

  /** Refuses by name what this store does not have. */
  static void checkUnsupported(Input input) {
    if (input
        .structure("StreamSpecification")
        .map(stream -> stream.isTrue("StreamEnabled"))
        .orElse(false)) {
      throw DynamoDbException.validation(
          INVALID + "StreamSpecification: this table store has no streams. Leave it out");
    }
    if (input.structure("SSESpecification").map(one -> one.isTrue("Enabled")).orElse(false)) {
      throw DynamoDbException.validation(
          INVALID + "SSESpecification: this table store does not encrypt. Leave it out");
    }
  }

  private static void checkThroughput(Input input) {
    Optional<Input> throughput = input.structure("ProvisionedThroughput");
    if (isOnDemand(input)) {
      if (throughput.isPresent()) {
        throw invalid(
            "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is"
                + " PAY_PER_REQUEST");
      }
      return;
    }
    if (throughput.isEmpty()) {
      throw invalid(
          "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is"
              + " PROVISIONED");
    }
    checkBounds(throughput.get());
  }

  /** Whether a request asks for on-demand capacity. */
  static boolean isOnDemand(Input input) {
    return input.optionalString("BillingMode").orElse("PROVISIONED").equals("PAY_PER_REQUEST");
  }

  /** Checks the units of a table. */
  static void checkBounds(Input throughput) {
    for (String name : List.of("ReadCapacityUnits", "WriteCapacityUnits")) {
      long units = throughput.json().get(name).longValue();
      if (units > MAX_UNITS) {
        throw DynamoDbException.validation(
            "Given value %d for %s is out of bounds".formatted(units, name));
      }
    }
  }

  /** Checks the key of a global index. */
  static void checkGlobalKeySchema(JsonNode schema, List<String> defined) {
    checkElements(schema, defined);
    MultiAttributeKeys.check(schema);
  }

  private static void checkKeySchema(JsonNode schema, List<String> defined) {
    checkElements(schema, defined);
    if (schema.size() == 2 && !schema.get(1).get("KeyType").textValue().equals("RANGE")) {
      throw DynamoDbException.validation(
          "Invalid KeySchema: The second KeySchemaElement is not a RANGE key type");
    }
  }

  private static void checkElements(JsonNode schema, List<String> defined) {
    List<String> keys = names(schema);
    if (!defined.containsAll(keys)) {
      throw invalid(
          "Some index key attributes are not defined in AttributeDefinitions. Keys: [%s],"
                  .formatted(String.join(", ", keys))
              + " AttributeDefinitions: [%s]".formatted(String.join(", ", defined)));
    }
    if (Set.copyOf(keys).size() < keys.size()) {
      throw DynamoDbException.validation(
          "Both the Hash Key and the Range Key element in the KeySchema have the same name");
    }
    if (!schema.get(0).get("KeyType").textValue().equals("HASH")) {
      throw DynamoDbException.validation(
          "Invalid KeySchema: The first KeySchemaElement is not a HASH key type");
    }
  }

  private static void checkLocalIndexes(
      Input input, List<String> keys, List<String> defined, Set<String> indexNames) {
    if (!input.has("LocalSecondaryIndexes")) {
      return;
    }
    List<Input> indexes = input.structures("LocalSecondaryIndexes");
    if (indexes.isEmpty()) {
      throw invalid("List of LocalSecondaryIndexes is empty");
    }
    if (keys.size() != 2) {
      throw invalid(
          "Table KeySchema does not have a range key, which is required when specifying a"
              + " LocalSecondaryIndex");
    }
    for (Input index : indexes) {
      JsonNode schema = index.json().get("KeySchema");
      checkKeySchema(schema, defined);
      if (schema.size() != 2) {
        throw invalid(
            "Index KeySchema does not have a range key for index: " + index.string("IndexName"));
      }
      String hash = names(schema).get(0);
      if (!hash.equals(keys.get(0))) {
        throw invalid(
            "Index KeySchema does not have the same leading hash key as table KeySchema for index:"
                + " %s. index hash key: %s, table hash key: %s"
                    .formatted(index.string("IndexName"), hash, keys.get(0)));
      }
      checkProjection(index);
      checkName(index, indexNames);
    }
    if (indexes.size() > MAX_LOCAL_INDEXES) {
      throw invalid("Number of LocalSecondaryIndexes exceeds per-table limit of 5");
    }
  }

  private static void checkGlobalIndexes(
      Input input, List<String> defined, Set<String> indexNames) {
    if (!input.has("GlobalSecondaryIndexes")) {
      return;
    }
    List<Input> indexes = input.structures("GlobalSecondaryIndexes");
    if (indexes.isEmpty()) {
      throw invalid("List of GlobalSecondaryIndexes is empty");
    }
    for (Input index : indexes) {
      checkGlobalKeySchema(index.json().get("KeySchema"), defined);
      checkProjection(index);
      if (isOnDemand(input) && index.has("ProvisionedThroughput")) {
        throw invalid(
            "ProvisionedThroughput should not be specified for index: %s when BillingMode is"
                    .formatted(index.string("IndexName"))
                + " PAY_PER_REQUEST");
      }
      checkName(index, indexNames);
    }
    if (indexes.size() > MAX_GLOBAL_INDEXES) {
      throw invalid("GlobalSecondaryIndex count exceeds the per-table limit of 20");
    }
    for (Input index : indexes) {
      if (!isOnDemand(input) && !index.has("ProvisionedThroughput")) {
        throw invalid(
            "ReadCapacityUnits and WriteCapacityUnits must both be specified for index: "
                + index.string("IndexName"));
      }
    }
  }

  /** Checks the projection of an index. */
  static void checkProjection(Input index) {
    Input projection = index.structure("Projection").orElseThrow();
    String type =
        projection
            .optionalString("ProjectionType")
            .orElseThrow(() -> invalid("Unknown ProjectionType: null"));
    if (projection.has("NonKeyAttributes") && !type.equals("INCLUDE")) {
      throw invalid("ProjectionType is %s, but NonKeyAttributes is specified".formatted(type));
    }
    if (!projection.has("NonKeyAttributes") && type.equals("INCLUDE")) {
      throw invalid("ProjectionType is INCLUDE, but NonKeyAttributes is not specified");
    }
    checkDistinct(
        projection.strings("NonKeyAttributes").orElse(List.of()), "attribute in NonKeyAttributes");
  }

  private static void checkName(Input index, Set<String> indexNames) {
    if (!indexNames.add(index.string("IndexName"))) {
      throw invalid("Duplicate index name: " + index.string("IndexName"));
    }
  }

  private static void checkAllUsed(Input input, List<String> keys, List<String> defined) {
    Set<String> used = new HashSet<>(keys);
    for (String kind : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
      input.structures(kind).forEach(index -> used.addAll(names(index.json().get("KeySchema"))));
    }
    if (!used.containsAll(defined)) {
      throw invalid(
          "Some AttributeDefinitions are not used. AttributeDefinitions: [%s], keys used: [%s]"
              .formatted(String.join(", ", defined), String.join(", ", used)));
    }
  }

  /** The {@code AttributeName} of each element. */
  static List<String> names(JsonNode elements) {
    List<String> names = new ArrayList<>();
    elements.forEach(element -> names.add(element.get("AttributeName").textValue()));
    return names;
  }

  private static DynamoDbException invalid(String message) {
    return DynamoDbException.validation(INVALID + message);
  }
}
