package dev.errand.dynamodb.operation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.request.Input;
import dev.errand.dynamodb.table.Index;
import dev.errand.dynamodb.table.Table;
import dev.errand.dynamodb.value.Item;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Capacity units that a request consumed, by table and index. Source: "DynamoDB read and write
 * operations" in the Developer Guide.
 */
final class Capacity {

  private static final int READ_UNIT_BYTES = 4096;
  private static final int WRITE_UNIT_BYTES = 1024;

  /** What a strongly consistent read costs in units; an eventually consistent one costs half. */
  static final double CONSISTENT = 1;

  static final double EVENTUAL = 0.5;

  /** In transactions, everything is done twice. */
  static final double TRANSACTIONAL = 2;

  private final Map<String, Usage> byTable = new LinkedHashMap<>();

  private static final class Usage {
    private boolean reading;
    private double table;
    private final Map<String, Double> local = new LinkedHashMap<>();
    private final Map<String, Double> global = new LinkedHashMap<>();
  }

  /** What reads of a number of bytes cost, one unit at least. */
  static double readUnits(long bytes) {
    return Math.max(1, (bytes + READ_UNIT_BYTES - 1) / READ_UNIT_BYTES);
  }

  private static double writeUnits(int bytes) {
    return Math.max(1, (bytes + WRITE_UNIT_BYTES - 1) / WRITE_UNIT_BYTES);
  }

  /** Counts a read of a table or index. */
  void read(Table table, Optional<Index> index, double units) {
    Usage usage = usage(table);
    usage.reading = true;
    if (index.isPresent()) {
      (index.get().global() ? usage.global : usage.local)
          .merge(index.get().name(), units, Double::sum);
    } else {
      usage.table += units;
    }
  }

  /**
   * Counts a write of an item and of its entries in indexes.
   *
   * @param old the item before, or null
   * @param item the item after, or null
   * @param factor {@link #TRANSACTIONAL} in a transaction, else 1
   */
  void write(Table table, Item old, Item item, double factor) {
    Usage usage = usage(table);
    usage.table += factor * writeUnits(Math.max(size(old), size(item)));
    for (Index index : table.indexes()) {
      double units = factor * indexUnits(index, old, item);
      if (units > 0) {
        (index.global() ? usage.global : usage.local).merge(index.name(), units, Double::sum);
      }
    }
  }

  /** A changed key is an entry removed and one put; an entry that stays the same costs nothing. */
  private static double indexUnits(Index index, Item old, Item item) {
    Item before = index.contains(old) ? index.project(old) : null;
    Item after = index.contains(item) ? index.project(item) : null;
    if (Objects.equals(before, after)) {
      return 0;
    }
    if (before == null || after == null) {
      return writeUnits(Math.max(size(before), size(after)));
    }
    boolean sameKey =
        index.key().names().stream().allMatch(name -> before.get(name).equals(after.get(name)));
    return sameKey
        ? writeUnits(Math.max(size(before), size(after)))
        : writeUnits(size(before)) + writeUnits(size(after));
  }

  private static int size(Item item) {
    return item == null ? 0 : item.size();
  }

  private Usage usage(Table table) {
    return byTable.computeIfAbsent(table.name(), unused -> new Usage());
  }

  /** Adds the units of the one table of a request to its response, if the request asks for them. */
  void reportOne(Input input, ObjectNode response) {
    if (isAsked(input)) {
      byTable.forEach(
          (name, usage) -> response.set("ConsumedCapacity", report(input, name, usage, false)));
    }
  }

  /** Adds the units of all tables to the response of a batch. */
  void reportAll(Input input, ObjectNode response, boolean transaction) {
    if (isAsked(input)) {
      ArrayNode tables = response.putArray("ConsumedCapacity");
      byTable.forEach((name, usage) -> tables.add(report(input, name, usage, transaction)));
    }
  }

  private static boolean isAsked(Input input) {
    return !input.optionalString("ReturnConsumedCapacity").orElse("NONE").equals("NONE");
  }

  private static ObjectNode report(Input input, String name, Usage usage, boolean transaction) {
    double total = usage.table + sum(usage.local) + sum(usage.global);
    ObjectNode report = Json.object();
    report.put("TableName", name);
    units(report, total, usage, transaction);
    if (input.string("ReturnConsumedCapacity").equals("INDEXES")) {
      units(report.putObject("Table"), usage.table, usage, transaction);
      indexes(report, "LocalSecondaryIndexes", usage.local, usage, transaction);
      indexes(report, "GlobalSecondaryIndexes", usage.global, usage, transaction);
    }
    return report;
  }

  private static void indexes(
      ObjectNode report,
      String name,
      Map<String, Double> indexes,
      Usage usage,
      boolean transaction) {
    if (!indexes.isEmpty()) {
      ObjectNode all = report.putObject(name);
      indexes.forEach((index, units) -> units(all.putObject(index), units, usage, transaction));
    }
  }

  private static void units(ObjectNode report, double units, Usage usage, boolean transaction) {
    report.put("CapacityUnits", units);
    if (transaction) {
      report.put(usage.reading ? "ReadCapacityUnits" : "WriteCapacityUnits", units);
    }
  }

  private static double sum(Map<String, Double> units) {
    return units.values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
