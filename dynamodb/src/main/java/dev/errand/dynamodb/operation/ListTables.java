package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import java.util.List;

/** ListTables, in the order of names. */
final class ListTables implements Operation {

  private static final int DEFAULT_LIMIT = 100;

  private final MapStore store;

  ListTables(MapStore store) {
    this.store = store;
  }

  @Override
  public ObjectNode run(Input input) {
    String after = input.optionalString("ExclusiveStartTableName").orElse("");
    int limit = input.number("Limit").orElse(DEFAULT_LIMIT);
    List<String> names =
        store.read(
            maps ->
                Tables.all(maps).stream()
                    .map(Table::name)
                    .filter(name -> name.compareTo(after) > 0)
                    .toList());
    ObjectNode response = Json.object();
    ArrayNode page = response.putArray("TableNames");
    names.stream().limit(limit).forEach(page::add);
    if (names.size() > limit) {
      response.put("LastEvaluatedTableName", names.get(limit - 1));
    }
    return response;
  }
}
