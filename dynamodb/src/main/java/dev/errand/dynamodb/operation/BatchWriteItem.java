package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.KeyBytes;
import dev.errand.dynamodb.table.Keys;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.Item;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** BatchWriteItem. It always processes all of its items, and together. */
final class BatchWriteItem implements Operation {

  private static final int MAX_WRITES = 25;

  private final MapStore store;

  BatchWriteItem(MapStore store) {
    this.store = store;
  }

  private record Write(String table, boolean put, Item item) {}

  @Override
  public ObjectNode run(Input input) {
    List<Write> writes = new ArrayList<>();
    for (Map.Entry<String, JsonNode> table : input.json().get("RequestItems").properties()) {
      table.getValue().forEach(request -> writes.add(write(table.getKey(), request)));
    }
    if (writes.size() > MAX_WRITES) {
      throw DynamoDbException.validation("Too many items requested for the BatchWriteItem call");
    }
    return store.write(maps -> run(maps, input, writes));
  }

  private static Write write(String table, JsonNode json) {
    Input request = new Input((ObjectNode) json);
    if (json.size() != 1) {
      throw DynamoDbException.validation(
          "Supplied AttributeValue has more than one datatypes set, must contain exactly one of"
              + " the supported datatypes");
    }
    boolean put = request.has("PutRequest");
    Item item =
        request
            .structure(put ? "PutRequest" : "DeleteRequest")
            .orElseThrow()
            .item(put ? "Item" : "Key");
    if (put) {
      ItemWrite.checkSize(item);
    }
    return new Write(table, put, item);
  }

  private static ObjectNode run(MapWriter maps, Input input, List<Write> writes) {
    Capacity capacity = new Capacity();
    ObjectNode metrics = Json.object();
    Set<List<Object>> seen = new HashSet<>();
    for (Write write : writes) {
      Table table = Tables.required(maps, write.table());
      check(table, write);
      ByteBuffer key = ByteBuffer.wrap(KeyBytes.ofItem(table, write.item()));
      if (!seen.add(List.of(write.table(), key))) {
        throw DynamoDbException.validation("Provided list of item keys contains duplicates");
      }
    }
    for (Write write : writes) {
      Table table = Tables.required(maps, write.table());
      Item old = Items.get(maps, table, write.item());
      Item item = write.put() ? write.item() : null;
      Items.replace(maps, table, old, item);
      capacity.write(table, old, item, 1);
      CollectionMetrics.of(input, table, write.item())
          .ifPresent(one -> metrics.withArray(write.table()).add(one));
    }
    ObjectNode response = Json.object();
    response.putObject("UnprocessedItems");
    if (!metrics.isEmpty()) {
      response.set("ItemCollectionMetrics", metrics);
    }
    capacity.reportAll(input, response, false);
    return response;
  }

  private static void check(Table table, Write write) {
    if (!write.put()) {
      Keys.checkKey(table, write.item());
      return;
    }
    try {
      Keys.checkItem(table, write.item());
    } catch (DynamoDbException e) {
      // in a batch, the service does not say what is wrong with a key
      throw e.getMessage().contains("Missing the key")
              || e.getMessage().contains("Type mismatch for key")
          ? DynamoDbException.validation("The provided key element does not match the schema")
          : e;
    }
  }
}
