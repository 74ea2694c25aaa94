package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.expression.Projection;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.Item;
import java.util.function.Function;

/** PutItem, UpdateItem and DeleteItem: one write of one item. */
final class WriteItem implements Operation {

  private final MapStore store;
  private final Function<Input, ItemWrite> reader;

  /**
   * One of the three.
   *
   * @param reader makes the write of a request
   */
  WriteItem(MapStore store, Function<Input, ItemWrite> reader) {
    this.store = store;
    this.reader = reader;
  }

  @Override
  public ObjectNode run(Input input) {
    ItemWrite write = reader.apply(input);
    return store.write(maps -> run(maps, input, write));
  }

  private static ObjectNode run(MapWriter maps, Input input, ItemWrite write) {
    Table table = Tables.required(maps, write.tableName());
    write.checkAgainst(table);
    Item old = Items.get(maps, table, write.item());
    Item item = write.apply(table, old);
    Items.replace(maps, table, old, item);
    ObjectNode response = Json.object();
    Item returned = returned(input, write, old, item);
    if (returned != null && !returned.attributes().isEmpty()) {
      response.set("Attributes", returned.json());
    }
    Capacity capacity = new Capacity();
    capacity.write(table, old, item, 1);
    capacity.reportOne(input, response);
    CollectionMetrics.of(input, table, write.item())
        .ifPresent(metrics -> response.set("ItemCollectionMetrics", metrics));
    return response;
  }

  private static Item returned(Input input, ItemWrite write, Item old, Item item) {
    return switch (input.optionalString("ReturnValues").orElse("NONE")) {
      case "ALL_OLD" -> old;
      case "ALL_NEW" -> item;
      case "UPDATED_OLD" -> old == null ? null : new Projection(write.update().paths()).of(old);
      case "UPDATED_NEW" -> item == null ? null : new Projection(write.update().paths()).of(item);
      default -> null;
    };
  }
}
