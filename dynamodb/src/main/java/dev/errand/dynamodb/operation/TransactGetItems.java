package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.expression.ExpressionAttributes;
import dev.errand.dynamodb.expression.Projection;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TransactGetItems: items as they are at one moment. */
final class TransactGetItems implements Operation {

  private final MapStore store;

  TransactGetItems(MapStore store) {
    this.store = store;
  }

  private record Get(String table, Item key, Optional<Projection> projection) {}

  @Override
  public ObjectNode run(Input input) {
    List<Get> gets = new ArrayList<>();
    for (Input item : input.structures("TransactItems")) {
      gets.add(get(item.structure("Get").orElseThrow()));
    }
    return store.read(maps -> run(maps, input, gets));
  }

  private static Get get(Input input) {
    ExpressionParameters.check(input, List.of("ProjectionExpression"), List.of());
    Item key = input.item("Key");
    ExpressionAttributes attributes = ExpressionAttributes.of(input.json());
    Optional<Projection> projection = ItemProjection.of(input, attributes);
    attributes.requireAllUsed();
    return new Get(input.string("TableName"), key, projection);
  }

  private static ObjectNode run(MapReader maps, Input input, List<Get> gets) {
    TransactionItems items = new TransactionItems();
    Cancellation cancellation = new Cancellation(gets.size());
    for (int i = 0; i < gets.size(); i++) {
      Get get = gets.get(i);
      Table table = Tables.required(maps, get.table());
      cancellation.collect(i, () -> items.add(table, get.key()));
    }
    cancellation.throwIfAny();
    ObjectNode response = Json.object();
    ArrayNode responses = response.putArray("Responses");
    Capacity capacity = new Capacity();
    for (Get get : gets) {
      Table table = Tables.required(maps, get.table());
      Item item = Items.get(maps, table, get.key());
      ObjectNode one = responses.addObject();
      if (item != null) {
        one.set("Item", get.projection().map(parts -> parts.of(item)).orElse(item).json());
        items.count(item);
      }
      capacity.read(
          table,
          Optional.empty(),
          Capacity.TRANSACTIONAL * Capacity.readUnits(item == null ? 0 : item.size()));
    }
    capacity.reportAll(input, response, true);
    return response;
  }
}
