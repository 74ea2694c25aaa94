package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.store.MapWriter;
import dev.errand.dynamodb.table.Items;
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

  private final MapStore store;
  private final Clock clock;

  TransactWriteItems(MapStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  private record Replacement(Table table, ItemWrite write, Item old, Item item) {}

  @Override
  public ObjectNode run(Input input) {
    List<ItemWrite> writes = input.structures("TransactItems").stream().map(this::write).toList();
    return store.write(maps -> run(maps, input, writes));
  }

  private ItemWrite write(Input action) {
    if (action.json().size() != 1) {
      throw DynamoDbException.validation(
          "TransactItems can only contain one of Check, Put, Update or Delete");
    }
    String name = action.json().fieldNames().next();
    return ACTIONS.get(name).apply(action.structure(name).orElseThrow());
  }

  private ObjectNode run(MapWriter maps, Input input, List<ItemWrite> writes) {
    if (ClientRequestTokens.isDone(maps, input, clock)) {
      return repeated(maps, input, writes);
    }
    List<Replacement> replacements = new ArrayList<>();
    Cancellation cancellation = new Cancellation();
    TransactionItems items = new TransactionItems();
    for (ItemWrite write : writes) {
      Table table = Tables.required(maps, write.tableName());
      cancellation.collect(
          () -> {
            items.add(table, write.item());
            write.checkAgainst(table);
            Item old = Items.get(maps, table, write.item());
            replacements.add(new Replacement(table, write, old, write.apply(table, old)));
          });
    }
    cancellation.throwIfAny();
    replacements.forEach(
        one -> items.count(one.write().kind() == ItemWrite.Kind.DELETE ? one.old() : one.item()));
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
