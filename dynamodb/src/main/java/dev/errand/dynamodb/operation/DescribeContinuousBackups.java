package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Tables;

/** DescribeContinuousBackups: this store makes no backups, and says so. */
final class DescribeContinuousBackups implements Operation {

  private final MapStore store;

  DescribeContinuousBackups(MapStore store) {
    this.store = store;
  }

  @Override
  public ObjectNode run(Input input) {
    String name = input.string("TableName");
    if (store.read(maps -> Tables.find(maps, name)).isEmpty()) {
      throw DynamoDbException.of(
          DynamoDbException.Type.TABLE_NOT_FOUND, "Table not found: " + name);
    }
    ObjectNode response = Json.object();
    response
        .putObject("ContinuousBackupsDescription")
        .put("ContinuousBackupsStatus", "ENABLED")
        .putObject("PointInTimeRecoveryDescription")
        .put("PointInTimeRecoveryStatus", "DISABLED");
    return response;
  }
}
