package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.Keys;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.Item;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** TransactWriteItems: all of its writes, or none. */
final class TransactWriteItems implements Operation {

  private static final Map<String, Function<Input, ItemWrite>> ACTIONS =
      Map.of(
          "ConditionCheck", ItemWrite::check,
          "Put", ItemWrite::put,
          "Delete", ItemWrite::delete,
          "Update", ItemWrite::update);

  private static final long MAX_PAYLOAD_BYTES = 4L << 20;

  private final MapStore store;
  private final Clock clock;

  TransactWriteItems(MapStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Replacement(Table table, ItemWrite write, Item old, Item item) {}

  @Override
  public ObjectNode run(Input input) {
    List<ItemWrite> writes = new ArrayList<>();
    long payload = 0;
    for (Input item : input.structures("TransactItems")) {
      Input action = action(item);
      ItemWrite write = ACTIONS.get(item.json().fieldNames().next()).apply(action);
      writes.add(write);
      payload += write.item().size() + values(action).size();
    }
    if (payload > MAX_PAYLOAD_BYTES) {
      throw DynamoDbException.validation("Transaction payload size cannot exceed 4 MB");
    }
    return store.write(maps -> run(maps, input, writes));
  }

  private static Input action(Input item) {
    if (item.json().size() != 1) {
      throw DynamoDbException.validation(
          "TransactItems can only contain one of Check, Put, Update or Delete");
    }
    return item.structure(item.json().fieldNames().next()).orElseThrow();
  }

  private static Item values(Input action) {
    return action.has("ExpressionAttributeValues")
        ? action.item("ExpressionAttributeValues")
        : Item.EMPTY;
  }

  private ObjectNode run(MapWriter maps, Input input, List<ItemWrite> writes) {
    if (ClientRequestTokens.isDone(maps, input, clock)) {
      return repeated(maps, input, writes);
    }
    List<Table> tables =
        writes.stream().map(write -> Tables.required(maps, write.tableName())).toList();
    Cancellation cancellation = new Cancellation(writes.size());
    TransactionItems items = new TransactionItems();
    for (int i = 0; i < writes.size(); i++) {
      ItemWrite write = writes.get(i);
      Table table = tables.get(i);
      Keys.checkNotEmpty(table, write.item());
      cancellation.collect(
          i,
          () -> {
            items.add(table, write.item());
            write.checkAgainst(table);
          });
      // the first action that is not valid ends the transaction
      cancellation.throwIfAny();
    }
    List<Replacement> replacements = new ArrayList<>();
    for (int i = 0; i < writes.size(); i++) {
      ItemWrite write = writes.get(i);
      Table table = tables.get(i);
      Item old = Items.get(maps, table, write.item());
      cancellation.collect(
          i, () -> replacements.add(new Replacement(table, write, old, write.apply(table, old))));
    }
    cancellation.throwIfAny();
    ClientRequestTokens.put(maps, input, clock);
    return respond(maps, input, replacements);
  }

  private static ObjectNode respond(MapWriter maps, Input input, List<Replacement> replacements) {
    Capacity capacity = new Capacity();
    ObjectNode metrics = Json.object();
    for (Replacement one : replacements) {
      if (one.write().kind() != ItemWrite.Kind.CHECK) {
        Items.replace(maps, one.table(), one.old(), one.item());
        CollectionMetrics.of(input, one.table(), one.write().item())
            .ifPresent(some -> metrics.withArray(one.table().name()).add(some));
      }
      capacity.write(one.table(), one.old(), one.item(), Capacity.TRANSACTIONAL);
    }
    ObjectNode response = Json.object();
    if (!metrics.isEmpty()) {
      response.set("ItemCollectionMetrics", metrics);
    }
    capacity.reportAll(input, response, true);
    return response;
  }

  /** A transaction that is done reads its items, and that is what it consumes. */
  private static ObjectNode repeated(MapWriter maps, Input input, List<ItemWrite> writes) {
    Capacity capacity = new Capacity();
    for (ItemWrite write : writes) {
      Table table = Tables.required(maps, write.tableName());
      Item item = Items.get(maps, table, write.item());
      capacity.read(
          table,
          Optional.empty(),
          Capacity.TRANSACTIONAL * Capacity.readUnits(item == null ? 0 : item.size()));
    }
    ObjectNode response = Json.object();
    capacity.reportAll(input, response, true);
    return response;
  }
}
