package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** BatchGetItem. What is over 16 MB comes back as unprocessed. */
final class BatchGetItem implements Operation {

  private static final int MAX_KEYS = 100;
  private static final long MAX_BYTES = 16L << 20;

  private final MapStore store;

  BatchGetItem(MapStore store) {
    this.store = store;
  }

  private record TableRequest(
      String name, Input input, List<Item> keys, Optional<Projection> projection) {}

  @Override
  public ObjectNode run(Input input) {
    List<TableRequest> requests = new ArrayList<>();
    int count = 0;
    for (Map.Entry<String, Input> entry : input.entries("RequestItems")) {
      TableRequest request = request(entry.getKey(), entry.getValue());
      requests.add(request);
      count += request.keys().size();
      if (count > MAX_KEYS) {
        throw DynamoDbException.validation("Too many items requested for the BatchGetItem call");
      }
    }
    return store.read(maps -> run(maps, input, requests));
  }

  private static TableRequest request(String name, Input input) {
    ExpressionParameters.check(input, List.of("ProjectionExpression"), List.of("AttributesToGet"));
    ItemProjection.checkAttributesToGet(input);
    ExpressionAttributes attributes = ExpressionAttributes.of(input.json());
    Optional<Projection> projection = ItemProjection.of(input, attributes);
    attributes.requireAllUsed();
    List<Item> keys = new ArrayList<>();
    Set<Item> seen = new HashSet<>();
    for (JsonNode json : input.json().get("Keys")) {
      Item key = Item.read(json);
      if (!seen.add(key)) {
        throw DynamoDbException.validation("Provided list of item keys contains duplicates");
      }
      keys.add(key);
    }
    return new TableRequest(name, input, keys, projection);
  }

  private static ObjectNode run(MapReader maps, Input input, List<TableRequest> requests) {
    ObjectNode response = Json.object();
    ObjectNode responses = response.putObject("Responses");
    ObjectNode unprocessed = response.putObject("UnprocessedKeys");
    Capacity capacity = new Capacity();
    long bytes = 0;
    for (TableRequest request : requests) {
      Table table = Tables.required(maps, request.name());
      request.projection().ifPresent(parts -> KeyPaths.check(table, parts.paths()));
      request.keys().forEach(key -> Keys.checkKey(table, key));
      ArrayNode items = responses.putArray(request.name());
      double factor =
          request.input().isTrue("ConsistentRead") ? Capacity.CONSISTENT : Capacity.EVENTUAL;
      for (Item key : request.keys()) {
        Item item = Items.get(maps, table, key);
        int size = item == null ? 0 : item.size();
        if (bytes + size > MAX_BYTES) {
          postpone(unprocessed, request, key);
          continue;
        }
        bytes += size;
        capacity.read(table, Optional.empty(), factor * Capacity.readUnits(size));
        if (item != null) {
          items.add(request.projection().map(parts -> parts.of(item)).orElse(item).json());
        }
      }
    }
    capacity.reportAll(input, response, false);
    return response;
  }

  private static void postpone(ObjectNode unprocessed, TableRequest request, Item key) {
    if (!unprocessed.has(request.name())) {
      ObjectNode copy = request.input().json().deepCopy();
      copy.putArray("Keys");
      unprocessed.set(request.name(), copy);
    }
    ((ArrayNode) unprocessed.get(request.name()).get("Keys")).add(key.json());
  }
}
