package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.Comparisons;
import dev.errand.dynamodb.expression.DocumentPath;
import dev.errand.dynamodb.expression.ExpressionAttributes;
import dev.errand.dynamodb.expression.KeyConditions;
import dev.errand.dynamodb.expression.KeyConditions.KeyCondition;
import dev.errand.dynamodb.expression.ParsedCondition;
import dev.errand.dynamodb.expression.Projection;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.KeyRange;
import dev.errand.dynamodb.table.KeySchema;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Query. */
final class Query implements Operation {

  private static final Set<String> NOT_INDEXABLE =
      Set.of("NULL", "NOT_NULL", "NE", "CONTAINS", "NOT_CONTAINS", "IN");

  private static final int MAX_CONDITIONS = 2;

  private final MapStore store;

  Query(MapStore store) {
    this.store = store;
  }

  private record Request(
      KeyConditions keys,
      ParsedCondition filter,
      Optional<Projection> projection,
      Optional<Item> start) {}

  @Override
  public ObjectNode run(Input input) {
    Request request = request(input);
    return store.read(maps -> run(maps, input, request));
  }

  private static Request request(Input input) {
    List<String> others =
        new ArrayList<>(List.of("AttributesToGet", "QueryFilter", "ConditionalOperator"));
    if (input.has("KeyConditionExpression") || !input.has("KeyConditions")) {
      others.add("KeyConditions");
    }
    ExpressionParameters.check(
        input,
        List.of("ProjectionExpression", "FilterExpression", "KeyConditionExpression"),
        others);
    ParsedCondition filter = LegacyConditions.filter(input, "QueryFilter");
    ItemProjection.checkAttributesToGet(input);
    Optional<Item> start = StartKey.of(input);
    if (!input.has("KeyConditions") && !input.has("KeyConditionExpression")) {
      throw DynamoDbException.validation(
          "Either the KeyConditions or KeyConditionExpression parameter must be specified in the"
              + " request.");
    }
    PageReader.checkSelect(input);
    ExpressionAttributes attributes = ExpressionAttributes.of(input.json());
    Optional<KeyConditions.Parsed> expression =
        input.has("KeyConditionExpression")
            ? Optional.of(
                ItemWrite.expression(
                    "KeyConditionExpression", input, attributes, KeyConditions::parse))
            : Optional.empty();
    if (input.has("FilterExpression")) {
      filter = ItemWrite.expression("FilterExpression", input, attributes, ParsedCondition::parse);
    }
    Optional<Projection> projection = ItemProjection.of(input, attributes);
    attributes.requireAllUsed();
    KeyConditions keys =
        expression.map(Query::conditions).orElseGet(() -> LegacyConditions.keyConditions(input));
    checkCount(
        keys.byAttribute().size(),
        input.has("IndexName") ? MultiAttributeKeys.MAX_ATTRIBUTES : MAX_CONDITIONS);
    return new Request(keys, filter, projection, start);
  }

  private static void checkCount(int conditions, int max) {
    if (conditions < 1 || conditions > max) {
      throw DynamoDbException.validation("Conditions can be of length 1 or 2 only");
    }
  }

  private static KeyConditions conditions(KeyConditions.Parsed expression) {
    KeyConditions keys = expression.conditions();
    keys.byAttribute()
        .values()
        .forEach(
            condition -> {
              LegacyConditions.checkTypes(condition.operator(), condition.values());
              LegacyConditions.checkBounds(condition.operator(), condition.values());
            });
    return keys;
  }

  private static ObjectNode run(MapReader maps, Input input, Request request) {
    Table table = Tables.required(maps, input.string("TableName"));
    Optional<Index> index = PageReader.index(input, table);
    KeySchema schema = index.map(Index::key).orElse(table.key());
    checkStart(table, index, request);
    checkConditions(table, schema, request.keys(), request.start());
    Map<String, KeyCondition> conditions = request.keys().byAttribute();
    List<AttributeValue> hash =
        schema.hash().stream().map(name -> conditions.get(name).values().get(0)).toList();
    KeyRange range =
        KeyRange.of(
            hash, schema.range().stream().map(conditions::get).filter(Objects::nonNull).toList());
    boolean descending = !input.isTrueOrAbsent("ScanIndexForward");
    if (request.start().isPresent()) {
      Item start = request.start().get();
      checkStartInRange(table, index, conditions, start);
      range = range.after(table, index, start, descending);
    }
    request.projection().ifPresent(parts -> KeyPaths.check(table, parts.paths()));
    checkFilter(input, schema, request.filter());
    PageReader.checkProjected(input, index, request.projection());
    KeyPaths.check(table, request.filter().paths());
    return new PageReader(input, table, index, request.filter().condition(), request.projection())
        .read(maps, range, descending);
  }

  private static void checkStart(Table table, Optional<Index> index, Request request) {
    if (request.start().isEmpty()) {
      return;
    }
    Item start = request.start().get();
    if (start.attributes().size() != table.positionNames(index).size()) {
      throw DynamoDbException.validation(StartKey.INVALID);
    }
  }

  private static void checkConditions(
      Table table, KeySchema schema, KeyConditions keys, Optional<Item> start) {
    Map<String, KeyCondition> conditions = keys.byAttribute();
    if (schema.isMultiAttribute()) {
      MultiAttributeKeys.check(schema, conditions);
    } else {
      checkCount(conditions.size(), MAX_CONDITIONS);
    }
    for (String name : schema.names()) {
      start.ifPresent(key -> StartKey.checkPart(table, schema, name, key));
      boolean isHash = schema.hash().contains(name);
      if (!schema.isMultiAttribute() && schema.range().isEmpty() && conditions.size() > 1) {
        throw DynamoDbException.validation("Query key condition not supported");
      }
      KeyCondition condition = conditions.get(name);
      if (condition == null) {
        if (!schema.isMultiAttribute() && (isHash || conditions.size() > 1)) {
          throw DynamoDbException.validation("Query condition missed key schema element: " + name);
        }
        continue;
      }
      if (NOT_INDEXABLE.contains(condition.operator())) {
        throw DynamoDbException.validation(
            "Attempted conditional constraint is not an indexable operation");
      }
      String type = table.attributeTypes().get(name);
      if (condition.values().stream().anyMatch(value -> !value.type().equals(type))) {
        throw DynamoDbException.validation(
            "One or more parameter values were invalid: Condition parameter type does not match"
                + " schema type");
      }
      if (isHash && !condition.operator().equals("EQ")) {
        throw DynamoDbException.validation("Query key condition not supported");
      }
      checkNotEmpty(name, condition);
    }
  }

  private static void checkNotEmpty(String name, KeyCondition condition) {
    if (condition.operator().equals("EQ")
        && !condition.values().get(0).type().equals("N")
        && condition.values().get(0).size() == 0) {
      throw DynamoDbException.validation(
          "One or more parameter values are not valid. The AttributeValue for a key attribute"
              + " cannot contain an empty %s value. Key: %s"
                  .formatted(
                      condition.values().get(0).type().equals("S") ? "string" : "binary", name));
    }
  }

  private static void checkStartInRange(
      Table table, Optional<Index> index, Map<String, KeyCondition> conditions, Item start) {
    KeySchema schema = index.map(Index::key).orElse(table.key());
    StartKey.checkTableKey(table, start);
    boolean samePartition = allMatch(schema.hash(), conditions, start);
    if (schema.range().stream().noneMatch(conditions::containsKey)) {
      if (!samePartition) {
        throw DynamoDbException.validation(
            "The provided starting key is outside query boundaries based on provided conditions");
      }
      if (index.isEmpty() && schema.range().isEmpty()) {
        throw DynamoDbException.validation(
            "The provided exclusive start key is invalid: ExclusiveStartKey: " + start.json());
      }
      return;
    }
    if (!allMatch(schema.range(), conditions, start)) {
      throw DynamoDbException.validation(
          "The provided starting key does not match the range key predicate");
    }
    if (!samePartition) {
      throw DynamoDbException.validation(
          "The query can return at most one row and cannot be restarted");
    }
  }

  private static boolean allMatch(
      List<String> names, Map<String, KeyCondition> conditions, Item start) {
    return names.stream()
        .filter(conditions::containsKey)
        .allMatch(
            name -> {
              KeyCondition condition = conditions.get(name);
              return Comparisons.of(name, condition.operator(), condition.values()).test(start);
            });
  }

  private static void checkFilter(Input input, KeySchema schema, ParsedCondition filter) {
    for (String name : schema.names()) {
      for (DocumentPath path : filter.paths()) {
        if (path.attribute().equals(name)) {
          throw DynamoDbException.validation(
              "%s can only contain non-primary key attributes: Primary key attribute: %s"
                  .formatted(input.has("QueryFilter") ? "QueryFilter" : "Filter Expression", name));
        }
      }
    }
  }
}
