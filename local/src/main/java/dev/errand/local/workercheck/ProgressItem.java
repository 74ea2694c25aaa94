package dev.errand.local.workercheck;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The progress item of {@link Scenario#EXECUTION}.
 *
 * @param attributes none if there is no item
 */
record ProgressItem(Map<String, AttributeValue> attributes) {

  private static final Set<String> STAGES = Set.of("starting", "reading", "finishing", "done");
  private static final String LATER = "0.2.0";

  /** Attributes besides the key, and whether a value is valid. */
  static final Map<String, Predicate<AttributeValue>> REQUIRED =
      new TreeMap<>(
          Map.of(
              "schema_version", ProgressItem::isNumber,
              "attempt", ProgressItem::isNumber,
              "task_order", value -> order(Scenario.FIRST).equals(value.s()),
              "stage", value -> value.s() != null && STAGES.contains(value.s()),
              "records", ProgressItem::isNumber,
              "updated_at", ProgressItem::isTime,
              "expires_at", ProgressItem::isNumber));

  /** Attributes that may be missing. */
  static final Map<String, Predicate<AttributeValue>> OPTIONAL =
      new TreeMap<>(
          Map.of(
              "total", ProgressItem::isNumber,
              "records_per_second", ProgressItem::isNumber,
              "started_at", ProgressItem::isTime,
              "failure", AttributeValue::hasM,
              "retries", AttributeValue::hasM,
              "waiting", AttributeValue::hasM));

  static ProgressItem read(DynamoDbClient dynamoDb, String table) {
    return new ProgressItem(
        dynamoDb.getItem(get -> get.tableName(table).key(key()).consistentRead(true)).item());
  }

  /** Writes the item as a later task of the execution does. */
  static void writeLater(DynamoDbClient dynamoDb, String table) {
    Map<String, AttributeValue> item = new TreeMap<>(key());
    item.put("schema_version", AttributeValue.fromN("1"));
    item.put("attempt", AttributeValue.fromN("1"));
    item.put("task_order", AttributeValue.fromS(order(LATER)));
    item.put("stage", AttributeValue.fromS("starting"));
    item.put("records", AttributeValue.fromN("0"));
    item.put("updated_at", AttributeValue.fromS(Instant.now().toString()));
    item.put(
        "expires_at",
        AttributeValue.fromN("" + Instant.now().plusSeconds(86_400).getEpochSecond()));
    dynamoDb.putItem(put -> put.tableName(table).item(item));
  }

  private static Map<String, AttributeValue> key() {
    return Map.of(
        "pk", AttributeValue.fromS("PROGRESS#" + Scenario.EXECUTION.attempt().reportId()),
        "sk", AttributeValue.fromS("PROGRESS"));
  }

  /** The order of a task of the execution: attempt, start, redrives, tries and retries. */
  private static String order(String taskNumber) {
    String[] numbers = taskNumber.split("\\.", -1);
    return "%06d-%010d-%06d-%06d-%06d"
        .formatted(
            Scenario.EXECUTION.attempt().number(),
            Scenario.EXECUTION.startedAt().getEpochSecond(),
            Integer.parseInt(numbers[0]),
            Integer.parseInt(numbers[1]),
            Integer.parseInt(numbers[2]));
  }

  boolean exists() {
    return !attributes.isEmpty();
  }

  /** The attributes that are missing or wrong. */
  List<String> faults() {
    if (!exists()) {
      return List.of("there is no item");
    }
    List<String> faults = new ArrayList<>();
    REQUIRED.forEach(
        (name, rule) -> {
          if (!attributes.containsKey(name)) {
            faults.add(name + " is missing");
          } else if (!rule.test(attributes.get(name))) {
            faults.add(name + " is wrong");
          }
        });
    OPTIONAL.forEach(
        (name, rule) -> {
          if (attributes.containsKey(name) && !rule.test(attributes.get(name))) {
            faults.add(name + " is wrong");
          }
        });
    return faults;
  }

  boolean isDone() {
    return exists() && AttributeValue.fromS("done").equals(attributes.get("stage"));
  }

  /** For people. */
  String summary() {
    return "stage %s, %s records"
        .formatted(attributes.get("stage").s(), attributes.get("records").n());
  }

  private static boolean isNumber(AttributeValue value) {
    return value.n() != null && value.n().matches("[0-9]{1,15}");
  }

  private static boolean isTime(AttributeValue value) {
    try {
      return value.s() != null && Instant.parse(value.s()) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
