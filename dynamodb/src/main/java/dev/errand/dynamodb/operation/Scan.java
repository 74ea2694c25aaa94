package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.ExpressionAttributes;
import dev.errand.dynamodb.expression.ParsedCondition;
import dev.errand.dynamodb.expression.Projection;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.store.MapStore;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.KeyRange;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.table.Tables;
import dev.errand.dynamodb.value.Item;
import java.util.List;
import java.util.Optional;

/** Scan, of a whole table or index or of one segment. */
final class Scan implements Operation {

  private final MapStore store;

  Scan(MapStore store) {
    this.store = store;
  }

  @Override
  public ObjectNode run(Input input) {
    ExpressionParameters.check(
        input,
        List.of("ProjectionExpression", "FilterExpression"),
        List.of("AttributesToGet", "ScanFilter", "ConditionalOperator"));
    ItemProjection.checkAttributesToGet(input);
    ParsedCondition older = LegacyConditions.filter(input, "ScanFilter");
    Optional<Item> start = StartKey.of(input);
    checkSegment(input);
    PageReader.checkSelect(input);
    ExpressionAttributes attributes = ExpressionAttributes.of(input.json());
    ParsedCondition filter =
        input.has("FilterExpression")
            ? ItemWrite.expression("FilterExpression", input, attributes, ParsedCondition::parse)
            : older;
    Optional<Projection> projection = ItemProjection.of(input, attributes);
    attributes.requireAllUsed();
    return store.read(maps -> run(maps, input, filter, projection, start));
  }

  private static void checkSegment(Input input) {
    if (input.has("Segment") && !input.has("TotalSegments")) {
      throw DynamoDbException.validation(
          "The TotalSegments parameter is required but was not present in the request when Segment"
              + " parameter is present");
    }
    if (!input.has("TotalSegments")) {
      return;
    }
    if (!input.has("Segment")) {
      throw DynamoDbException.validation(
          "The Segment parameter is required but was not present in the request when parameter"
              + " TotalSegments is present");
    }
    int segment = input.number("Segment").orElseThrow();
    int total = input.number("TotalSegments").orElseThrow();
    if (segment >= total) {
      throw DynamoDbException.validation(
          "The Segment parameter is zero-based and must be less than parameter TotalSegments:"
              + " Segment: %d is not less than TotalSegments: %d".formatted(segment, total));
    }
  }

  private static ObjectNode run(
      MapReader maps,
      Input input,
      ParsedCondition filter,
      Optional<Projection> projection,
      Optional<Item> start) {
    Table table = Tables.required(maps, input.string("TableName"));
    Optional<Index> index = PageReader.index(input, table);
    start.ifPresent(key -> checkStart(table, index, key));
    PageReader.checkProjected(input, index, projection);
    KeyRange range =
        input.has("TotalSegments")
            ? KeyRange.segment(
                input.number("Segment").orElseThrow(), input.number("TotalSegments").orElseThrow())
            : KeyRange.ALL;
    if (start.isPresent()) {
      StartKey.checkTableKey(table, start.get());
      if (!range.contains(table, index, start.get())) {
        throw DynamoDbException.validation(
            StartKey.INVALID
                + ": Invalid ExclusiveStartKey. Please use ExclusiveStartKey with correct Segment."
                + " TotalSegments: %d Segment: %d"
                    .formatted(
                        input.number("TotalSegments").orElseThrow(),
                        input.number("Segment").orElseThrow()));
      }
      range = range.after(table, index, start.get(), false);
    }
    projection.ifPresent(parts -> KeyPaths.check(table, parts.paths()));
    KeyPaths.check(table, filter.paths());
    return new PageReader(input, table, index, filter.condition(), projection)
        .read(maps, range, false);
  }

  private static void checkStart(Table table, Optional<Index> index, Item start) {
    if (start.attributes().size() != table.positionNames(index).size()) {
      throw DynamoDbException.validation(
          index.isPresent()
              ? StartKey.INVALID
              : StartKey.INVALID + ": The provided key element does not match the schema");
    }
    index.ifPresent(
        some ->
            some.key().names().forEach(name -> StartKey.checkPart(table, some.key(), name, start)));
  }
}
