package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import java.util.List;

/** DeleteTable. The table is deleted when this returns, though the response says DELETING. */
final class DeleteTable implements Operation {

  /** Fields that the description of a table lacks while it is deleted. */
  private static final List<String> OMITTED =
      List.of(
          "AttributeDefinitions",
          "CreationDateTime",
          "GlobalSecondaryIndexes",
          "KeySchema",
          "LocalSecondaryIndexes");

  private final MapStore store;

  DeleteTable(MapStore store) {
    this.store = store;
  }

  @Override
  public ObjectNode run(Input input) {
    return store.write(maps -> run(maps, input));
  }

  private static ObjectNode run(MapWriter maps, Input input) {
    Table table = Tables.managed(maps, input.string("TableName"));
    if (table.description().path("DeletionProtectionEnabled").booleanValue()) {
      throw DynamoDbException.validation(
          "Resource cannot be deleted as it is currently protected against deletion. Disable"
              + " deletion protection first.");
    }
    ObjectNode shown = TableDescriptions.inProgress(Tables.describe(maps, table), "DELETING");
    shown.remove(OMITTED);
    Tables.delete(maps, table);
    ObjectNode response = Json.object();
    response.set("TableDescription", shown);
    return response;
  }
}
