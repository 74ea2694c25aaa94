package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Tables;

/** DescribeTable. Its counts are those of now, where the service's are up to six hours old. */
final class DescribeTable implements Operation {

  private final MapStore store;

  DescribeTable(MapStore store) {
    this.store = store;
  }

  @Override
  public ObjectNode run(Input input) {
    return store.read(
        maps -> {
          ObjectNode response = Json.object();
          response.set(
              "Table", Tables.describe(maps, Tables.managed(maps, input.string("TableName"))));
          return response;
        });
  }
}
