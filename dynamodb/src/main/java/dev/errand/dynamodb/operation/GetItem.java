package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.expression.ExpressionAttributes;
import dev.errand.dynamodb.expression.Projection;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.Keys;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.Item;
import java.util.List;
import java.util.Optional;

/**
 * GetItem. Every read is strongly consistent; the two kinds differ in their capacity units only.
 */
final class GetItem implements Operation {

  private final MapStore store;

  GetItem(MapStore store) {
    this.store = store;
  }

  @Override
  public ObjectNode run(Input input) {
    ExpressionParameters.check(input, List.of("ProjectionExpression"), List.of("AttributesToGet"));
    Item key = input.item("Key");
    ItemProjection.checkAttributesToGet(input);
    ExpressionAttributes attributes = ExpressionAttributes.of(input.json());
    Optional<Projection> projection = ItemProjection.of(input, attributes);
    attributes.requireAllUsed();
    return store.read(maps -> run(maps, input, key, projection));
  }

  private static ObjectNode run(
      MapReader maps, Input input, Item key, Optional<Projection> projection) {
    Table table = Tables.required(maps, input.string("TableName"));
    Keys.checkKey(table, key);
    projection.ifPresent(parts -> KeyPaths.check(table, parts.paths()));
    Item item = Items.get(maps, table, key);
    ObjectNode response = Json.object();
    if (item != null) {
      response.set("Item", projection.map(parts -> parts.of(item)).orElse(item).json());
    }
    Capacity capacity = new Capacity();
    double factor = input.isTrue("ConsistentRead") ? Capacity.CONSISTENT : Capacity.EVENTUAL;
    capacity.read(
        table, Optional.empty(), factor * Capacity.readUnits(item == null ? 0 : item.size()));
    capacity.reportOne(input, response);
    return response;
  }
}
