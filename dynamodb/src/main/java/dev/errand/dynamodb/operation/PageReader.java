package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.Condition;
import dev.errand.dynamodb.expression.DocumentPath;
import dev.errand.dynamodb.expression.Projection;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.store.MapReader;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.Items;
import dev.errand.dynamodb.table.KeyRange;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.value.Item;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Reads one page of a query or scan: up to a limit of items, or until 1 MB was read. Source:
 * "Paginating table query results" in the Developer Guide.
 */
final class PageReader {

  private static final long MAX_PAGE_BYTES = 1L << 20;

  private final Input input;
  private final Table table;
  private final Optional<Index> index;
  private final Condition filter;
  private final Optional<Projection> projection;

  PageReader(
      Input input,
      Table table,
      Optional<Index> index,
      Condition filter,
      Optional<Projection> projection) {
    this.input = input;
    this.table = table;
    this.index = index;
    this.filter = filter;
    this.projection = projection;
  }

  /** The index of a request, if it names one. */
  static Optional<Index> index(Input input, Table table) {
    Optional<String> name = input.optionalString("IndexName");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Index index =
        table
            .index(name.get())
            .orElseThrow(
                () ->
                    DynamoDbException.validation(
                        "The table does not have the specified index: " + name.get()));
    if (index.global() && input.isTrue("ConsistentRead")) {
      throw DynamoDbException.validation(
          "Consistent reads are not supported on global secondary indexes");
    }
    return Optional.of(index);
  }

  /** Checks {@code Select} with what else is asked for. */
  static void checkSelect(Input input) {
    boolean specific = input.has("ProjectionExpression") || input.has("AttributesToGet");
    String parameter =
        input.has("ProjectionExpression") ? "ProjectionExpression" : "AttributesToGet";
    Optional<String> select = input.optionalString("Select");
    if (specific && select.isPresent() && !select.get().equals("SPECIFIC_ATTRIBUTES")) {
      throw DynamoDbException.validation(
          "Cannot specify the %s when choosing to get %s"
              .formatted(
                  parameter, select.get().equals("COUNT") ? "only the Count" : select.get()));
    }
    if (!specific && select.orElse("").equals("SPECIFIC_ATTRIBUTES")) {
      throw DynamoDbException.validation(
          "Must specify the AttributesToGet or ProjectionExpression when choosing to get"
              + " SPECIFIC_ATTRIBUTES");
    }
    if (select.orElse("").equals("ALL_PROJECTED_ATTRIBUTES") && !input.has("IndexName")) {
      throw DynamoDbException.validation(
          "One or more parameter values were invalid: ALL_PROJECTED_ATTRIBUTES can be used only"
              + " when Querying using an IndexName");
    }
  }

  /** Checks that a global index has what is asked of it. */
  static void checkProjected(
      Input input, Optional<Index> requested, Optional<Projection> projection) {
    Optional<Index> index = requested.filter(one -> one.global() && !one.projectsAll());
    if (index.isEmpty()) {
      return;
    }
    if (input.optionalString("Select").orElse("").equals("ALL_ATTRIBUTES")) {
      throw DynamoDbException.validation(
          "One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported"
              + " for global secondary index %s because its projection type is not ALL"
                  .formatted(index.get().name()));
    }
    List<String> missing =
        projection.stream()
            .flatMap(parts -> parts.paths().stream())
            .map(DocumentPath::attribute)
            .filter(name -> !index.get().projected().contains(name))
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      throw DynamoDbException.validation(
          "One or more parameter values were invalid: Global secondary index %s does not project %s"
              .formatted(index.get().name(), missing));
    }
  }

  /** Reads a page of a range. */
  ObjectNode read(MapReader maps, KeyRange range, boolean descending) {
    int limit = input.number("Limit").orElse(Integer.MAX_VALUE);
    boolean countOnly = input.optionalString("Select").orElse("").equals("COUNT");
    boolean fetch = fetchesFromTable();
    ArrayNode items = Json.array();
    int scanned = 0;
    int matched = 0;
    long bytes = 0;
    double fetchUnits = 0;
    Item last = null;
    Iterator<Item> entries = Items.range(maps, table, index, range, descending);
    while (scanned < limit && bytes < MAX_PAGE_BYTES && entries.hasNext()) {
      Item whole = entries.next();
      Item projected = index.map(some -> some.project(whole)).orElse(whole);
      scanned++;
      bytes += projected.size();
      fetchUnits += fetch ? Capacity.readUnits(whole.size()) : 0;
      last = whole;
      Item visible = fetch ? whole : projected;
      if (filter.test(visible)) {
        matched++;
        if (!countOnly) {
          items.add(projection.map(parts -> parts.of(visible)).orElse(visible).json());
        }
      }
    }
    ObjectNode response = Json.object();
    if (!countOnly) {
      response.set("Items", items);
    }
    response.put("Count", matched);
    response.put("ScannedCount", scanned);
    if (last != null && (scanned >= limit || bytes >= MAX_PAGE_BYTES)) {
      response.set("LastEvaluatedKey", last.only(table.positionNames(index)).json());
    }
    report(response, bytes, scanned, fetchUnits);
    return response;
  }

  /** A local index can give attributes that it does not have: they come from the table. */
  private boolean fetchesFromTable() {
    if (index.isEmpty() || index.get().global() || index.get().projectsAll()) {
      return false;
    }
    return input.optionalString("Select").orElse("").equals("ALL_ATTRIBUTES")
        || projection.stream()
            .flatMap(parts -> parts.paths().stream())
            .anyMatch(path -> !index.get().projected().contains(path.attribute()));
  }

  private void report(ObjectNode response, long bytes, int scanned, double fetchUnits) {
    double factor = input.isTrue("ConsistentRead") ? Capacity.CONSISTENT : Capacity.EVENTUAL;
    Capacity capacity = new Capacity();
    double units = scanned == 0 && bytes == 0 ? factor : factor * Capacity.readUnits(bytes);
    if (index.isPresent()) {
      capacity.read(table, Optional.empty(), factor * fetchUnits);
    }
    capacity.read(table, index, units);
    capacity.reportOne(input, response);
  }
}
