package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** UpdateTable: capacity, global indexes and deletion protection. */
final class UpdateTable implements Operation {

  static final String INVALID = "One or more parameter values were invalid: ";

  private final MapStore store;
  private final TableDescriptions descriptions;

  UpdateTable(MapStore store, TableDescriptions descriptions) {
    this.store = store;
    this.descriptions = descriptions;
  }

  @Override
  public ObjectNode run(Input input) {
    check(input);
    return store.write(maps -> run(maps, input));
  }

  private static void check(Input input) {
    TableRules.checkUnsupported(input);
    List<Input> updates = input.structures("GlobalSecondaryIndexUpdates");
    if (updates.isEmpty()
        && !input.has("ProvisionedThroughput")
        && !input.has("BillingMode")
        && !input.has("DeletionProtectionEnabled")
        && !input.has("StreamSpecification")
        && !input.has("TableClass")) {
      throw DynamoDbException.validation(
          "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled,"
              + " GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required");
    }
    Optional<Input> throughput = input.structure("ProvisionedThroughput");
    if (input.optionalString("BillingMode").orElse("").equals("PROVISIONED")
        && throughput.isEmpty()) {
      throw DynamoDbException.validation(
          INVALID + "ProvisionedThroughput must be specified when BillingMode is PROVISIONED");
    }
    throughput.ifPresent(TableRules::checkBounds);
    Set<String> names = new HashSet<>();
    for (Input update : updates) {
      if (update.json().isEmpty()) {
        throw DynamoDbException.validation(
            INVALID
                + "One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create,"
                + " GlobalSecondaryIndexUpdate.Delete must not be null");
      }
      String name = update.json().elements().next().get("IndexName").textValue();
      if (!names.add(name)) {
        throw DynamoDbException.validation(
            INVALID
                + "Only one global secondary index update per index is allowed simultaneously."
                + " Index: "
                + name);
      }
    }
  }

  private ObjectNode run(MapWriter maps, Input input) {
    Table table = Tables.managed(maps, input.string("TableName"));
    ObjectNode description = table.description().deepCopy();
    new CapacityUpdate(input, description, descriptions).run();
    if (input.has("DeletionProtectionEnabled")) {
      description.put("DeletionProtectionEnabled", input.isTrue("DeletionProtectionEnabled"));
    }
    mergeDefinitions(input, description);
    List<Index> dropped = new ArrayList<>();
    Set<String> created = new HashSet<>();
    for (Input update : input.structures("GlobalSecondaryIndexUpdates")) {
      update.structure("Delete").ifPresent(one -> dropped.add(delete(table, description, one)));
      update
          .structure("Create")
          .ifPresent(one -> created.add(create(table, description, input, one)));
    }
    dropUnusedDefinitions(description);
    Table updated = Table.described(description, table.ttlAttribute());
    Tables.put(maps, updated);
    dropped.forEach(index -> Items.dropIndex(maps, table, index));
    created.forEach(name -> Items.fill(maps, updated, updated.index(name).orElseThrow()));
    return response(maps, table, updated, created);
  }

  private static void mergeDefinitions(Input input, ObjectNode description) {
    Map<String, String> types = new HashMap<>();
    ArrayNode definitions = (ArrayNode) description.get("AttributeDefinitions");
    definitions.forEach(
        one ->
            types.put(one.get("AttributeName").textValue(), one.get("AttributeType").textValue()));
    for (Input definition : input.structures("AttributeDefinitions")) {
      String name = definition.string("AttributeName");
      String type = definition.string("AttributeType");
      String existing = types.putIfAbsent(name, type);
      if (existing == null) {
        definitions.add(definition.json());
      } else if (!existing.equals(type)) {
        throw DynamoDbException.validation(
            INVALID
                + "Attributes cannot be redefined. Please check that your attribute has the same"
                + " type as previously defined. Existing schema: Schema:[SchemaElement: key{%s:%s}]"
                    .formatted(name, existing)
                + " New schema: Schema:[SchemaElement: key{%s:%s}]".formatted(name, type));
      }
    }
  }

  private static void dropUnusedDefinitions(ObjectNode description) {
    Set<String> used = new HashSet<>(TableRules.names(description.get("KeySchema")));
    for (String kind : List.of("LocalSecondaryIndexes", "GlobalSecondaryIndexes")) {
      description
          .path(kind)
          .forEach(index -> used.addAll(TableRules.names(index.get("KeySchema"))));
    }
    ArrayNode kept = Json.array();
    for (JsonNode definition : description.get("AttributeDefinitions")) {
      if (used.contains(definition.get("AttributeName").textValue())) {
        kept.add(definition);
      }
    }
    description.set("AttributeDefinitions", kept);
  }

  private static Index delete(Table table, ObjectNode description, Input update) {
    String name = update.string("IndexName");
    CapacityUpdate.requiredIndex(description, name);
    ArrayNode kept = Json.array();
    for (JsonNode index : description.get("GlobalSecondaryIndexes")) {
      if (!index.get("IndexName").textValue().equals(name)) {
        kept.add(index);
      }
    }
    if (kept.isEmpty()) {
      description.remove("GlobalSecondaryIndexes");
    } else {
      description.set("GlobalSecondaryIndexes", kept);
    }
    return table.index(name).orElseThrow();
  }

  private String create(Table table, ObjectNode description, Input input, Input create) {
    String name = create.string("IndexName");
    if (table.index(name).isPresent()) {
      throw DynamoDbException.validation("Attempting to create an index which already exists");
    }
    TableRules.checkGlobalKeySchema(
        create.json().get("KeySchema"),
        TableRules.names(input.json().path("AttributeDefinitions")));
    TableRules.checkProjection(create);
    boolean onDemand = CapacityUpdate.billingMode(description).equals("PAY_PER_REQUEST");
    if (onDemand == create.has("ProvisionedThroughput")) {
      throw DynamoDbException.validation(
          INVALID
              + (onDemand
                  ? "ProvisionedThroughput should not be specified for index: %s when BillingMode is"
                          .formatted(name)
                      + " PAY_PER_REQUEST"
                  : "ProvisionedThroughput must be specified for index: " + name));
    }
    description
        .withArray("GlobalSecondaryIndexes")
        .add(descriptions.globalIndex(description.get("TableArn").textValue(), create));
    return name;
  }

  private static ObjectNode response(
      MapWriter maps, Table before, Table updated, Set<String> created) {
    ObjectNode shown = TableDescriptions.inProgress(Tables.describe(maps, updated), "UPDATING");
    for (JsonNode index : shown.path("GlobalSecondaryIndexes")) {
      if (created.contains(index.get("IndexName").textValue())) {
        ((ObjectNode) index).put("IndexStatus", "CREATING").put("Backfilling", false);
      }
    }
    keepThroughput(before, shown);
    ObjectNode response = Json.object();
    response.set("TableDescription", shown);
    return response;
  }

  /** While the service works on it, a table still has the throughput that it had. */
  private static void keepThroughput(Table before, ObjectNode shown) {
    JsonNode old = before.description().get("ProvisionedThroughput");
    ObjectNode throughput = (ObjectNode) shown.get("ProvisionedThroughput");
    for (String member :
        List.of("ReadCapacityUnits", "WriteCapacityUnits", "NumberOfDecreasesToday")) {
      throughput.set(member, old.get(member));
    }
  }
}
