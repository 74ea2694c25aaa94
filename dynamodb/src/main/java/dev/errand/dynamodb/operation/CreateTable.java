package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import java.util.Map;
import java.util.Optional;

/** CreateTable. The table can be used when this returns, though it says CREATING. */
final class CreateTable implements Operation {

  private final MapStore store;
  private final TableDescriptions descriptions;

  CreateTable(MapStore store, TableDescriptions descriptions) {
    this.store = store;
    this.descriptions = descriptions;
  }

  @Override
  public ObjectNode run(Input input) {
    TableRules.check(input);
    Map<String, String> tags = ResourceTags.read(input);
    return store.write(maps -> run(maps, input, tags));
  }

  private ObjectNode run(MapWriter maps, Input input, Map<String, String> tags) {
    String name = input.string("TableName");
    if (Tables.find(maps, name).isPresent()) {
      throw DynamoDbException.of(
          DynamoDbException.Type.RESOURCE_IN_USE, "Table already exists: " + name);
    }
    Table table = Table.described(descriptions.table(input), Optional.empty());
    Tables.put(maps, table);
    if (!tags.isEmpty()) {
      ResourceTags.put(maps, table, tags);
    }
    ObjectNode shown = TableDescriptions.inProgress(Tables.describe(maps, table), "CREATING");
    shown
        .path("GlobalSecondaryIndexes")
        .forEach(index -> ((ObjectNode) index).put("IndexStatus", "CREATING"));
    // the service adds these when the table is ready
    removeUpdateTime(shown, "BillingModeSummary");
    removeUpdateTime(shown, "TableThroughputModeSummary");
    ObjectNode response = Json.object();
    response.set("TableDescription", shown);
    return response;
  }

  private static void removeUpdateTime(ObjectNode shown, String summary) {
    if (shown.get(summary) instanceof ObjectNode some) {
      some.remove("LastUpdateToPayPerRequestDateTime");
    }
  }
}
