package dev.errand.dynamodb;

import static dev.errand.dynamodb.PlainValues.number;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Batches, queries and scans of a table and its indexes, against a plain list of items. The table
 * has a local index that projects keys only, and a sparse global index that projects one attribute.
 */
class ReadsTest {

  private static final String TABLE =
      """
      {"TableName": "things", "BillingMode": "PAY_PER_REQUEST",
       "AttributeDefinitions": [{"AttributeName": "p", "AttributeType": "S"},
                                {"AttributeName": "s", "AttributeType": "N"},
                                {"AttributeName": "l", "AttributeType": "S"}],
       "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"},
                     {"AttributeName": "s", "KeyType": "RANGE"}],
       "LocalSecondaryIndexes": [{"IndexName": "local",
         "KeySchema": [{"AttributeName": "p", "KeyType": "HASH"},
                       {"AttributeName": "l", "KeyType": "RANGE"}],
         "Projection": {"ProjectionType": "KEYS_ONLY"}}]}
      """;
  private static final String GLOBAL_INDEX =
      """
      {"TableName": "things",
       "AttributeDefinitions": [{"AttributeName": "g", "AttributeType": "S"},
                                {"AttributeName": "n", "AttributeType": "N"}],
       "GlobalSecondaryIndexUpdates": [{"Create": {"IndexName": "global",
         "KeySchema": [{"AttributeName": "g", "KeyType": "HASH"},
                       {"AttributeName": "n", "KeyType": "RANGE"}],
         "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["t"]}}}]}
      """;

  /** Where a query reads. */
  enum Source {
    TABLE("p", "s", "psglnt"),
    LOCAL("p", "l", "psl"),
    GLOBAL("g", "n", "psgnt");

    private final String hash;
    private final String range;
    private final String projected;

    Source(String hash, String range, String projected) {
      this.hash = hash;
      this.range = range;
      this.projected = projected;
    }

    boolean has(Map<String, Object> item) {
      return item.containsKey(hash) && item.containsKey(range);
    }

    Map<String, Object> project(Map<String, Object> item) {
      Map<String, Object> some = new HashMap<>(item);
      some.keySet().removeIf(name -> !projected.contains(name));
      return some;
    }
  }

  /** A query: a partition, maybe an operator on the sort key, maybe a filter, and pages. */
  record Read(
      Source source,
      String partition,
      Optional<String> operator,
      Object low,
      Object high,
      boolean filter,
      boolean backwards,
      int limit) {}

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aQueryGivesTheItemsOfItsRangeInOrderPageByPage(
      @ForAll("writes") List<Map<String, Object>> writes,
      @ForAll boolean indexFirst,
      @ForAll("reads") List<Read> reads) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      Map<List<Object>, Map<String, Object>> model = written(calls, writes, indexFirst);
      for (Read read : reads) {
        List<Map<String, Object>> inRange =
            model.values().stream()
                .filter(read.source()::has)
                .filter(item -> item.get(read.source().hash).equals(read.partition()))
                .filter(item -> isInRange(read, item.get(read.source().range)))
                .sorted(order(read))
                .map(read.source()::project)
                .toList();
        List<Map<String, Object>> expected =
            inRange.stream().filter(item -> !read.filter() || "x".equals(item.get("t"))).toList();
        Pages pages = pages(calls, "Query", request(read));
        assertThat(pages.items).as("%s", read).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(pages.items.stream().map(item -> item.get(read.source().range)).toList())
            .as("%s", read)
            .isEqualTo(expected.stream().map(item -> item.get(read.source().range)).toList());
        assertThat(pages.scanned).as("%s", read).isEqualTo(inRange.size());
      }
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void segmentsTogetherGiveEveryItemOfATableOrIndexOnce(
      @ForAll("writes") List<Map<String, Object>> writes,
      @ForAll Source source,
      @ForAll @IntRange(min = 1, max = 5) int segments,
      @ForAll @IntRange(min = 1, max = 20) int limit) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      Map<List<Object>, Map<String, Object>> model = written(calls, writes, true);
      List<Map<String, Object>> seen = new ArrayList<>();
      for (int segment = 0; segment < segments; segment++) {
        ObjectNode request =
            request(source)
                .put("Segment", segment)
                .put("TotalSegments", segments)
                .put("Limit", limit);
        seen.addAll(pages(calls, "Scan", request).items);
      }
      assertThat(seen)
          .containsExactlyInAnyOrderElementsOf(
              model.values().stream().filter(source::has).map(source::project).toList());
    }
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void batchesAndTransactionsGiveTheItemsOfTheirKeys(
      @ForAll("writes") List<Map<String, Object>> writes) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      Map<List<Object>, Map<String, Object>> model = written(calls, writes, true);
      ObjectNode batch = Calls.MAPPER.createObjectNode();
      ArrayNode keys = batch.withObject("/RequestItems/things").putArray("Keys");
      ObjectNode transaction = Calls.MAPPER.createObjectNode();
      ArrayNode gets = transaction.putArray("TransactItems");
      List<Map<String, Object>> expected = new ArrayList<>();
      for (String p : List.of("a", "b", "c")) {
        for (String s : List.of("-1", "0", "10")) {
          Map<String, Object> key = Map.of("p", p, "s", number(s));
          keys.add(PlainValues.members(key));
          gets.addObject()
              .putObject("Get")
              .put("TableName", "things")
              .set("Key", PlainValues.members(key));
          expected.add(model.getOrDefault(List.of(p, number(s)), Map.of()));
        }
      }
      List<Map<String, Object>> ofBatch = new ArrayList<>();
      calls
          .call("BatchGetItem", batch)
          .at("/Responses/things")
          .forEach(item -> ofBatch.add(PlainValues.values(item)));
      List<Map<String, Object>> ofTransaction = new ArrayList<>();
      calls
          .call("TransactGetItems", transaction)
          .get("Responses")
          .forEach(response -> ofTransaction.add(PlainValues.values(response.get("Item"))));

      assertThat(ofBatch)
          .containsExactlyInAnyOrderElementsOf(
              expected.stream().filter(item -> !item.isEmpty()).toList());
      assertThat(ofTransaction).isEqualTo(expected);
    }
  }

  /** Writes by batches; an item without attributes beside its key is a delete. */
  private static Map<List<Object>, Map<String, Object>> written(
      Calls calls, List<Map<String, Object>> writes, boolean indexFirst) {
    calls.call("CreateTable", TABLE);
    if (indexFirst) {
      calls.call("UpdateTable", GLOBAL_INDEX);
    }
    Map<List<Object>, Map<String, Object>> model = new HashMap<>();
    Map<List<Object>, ObjectNode> batch = new HashMap<>();
    for (Map<String, Object> item : writes) {
      List<Object> key = List.of(item.get("p"), item.get("s"));
      if (batch.size() == 25 || batch.containsKey(key)) {
        write(calls, batch);
      }
      ObjectNode request = Calls.MAPPER.createObjectNode();
      if (item.size() == 2) {
        model.remove(key);
        request.putObject("DeleteRequest").set("Key", PlainValues.members(item));
      } else {
        model.put(key, item);
        request.putObject("PutRequest").set("Item", PlainValues.members(item));
      }
      batch.put(key, request);
    }
    write(calls, batch);
    if (!indexFirst) {
      calls.call("UpdateTable", GLOBAL_INDEX);
    }
    return model;
  }

  private static void write(Calls calls, Map<List<Object>, ObjectNode> batch) {
    ObjectNode request = Calls.MAPPER.createObjectNode();
    request.withObject("/RequestItems").putArray("things").addAll(batch.values());
    assertThat(calls.call("BatchWriteItem", request).get("UnprocessedItems")).isEmpty();
    batch.clear();
  }

  private static boolean isInRange(Read read, Object key) {
    if (read.operator().isEmpty()) {
      return true;
    }
    int order = compare(key, read.low());
    return switch (read.operator().get()) {
      case "=" -> order == 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "BETWEEN" -> order >= 0 && compare(key, read.high()) <= 0;
      default -> ((String) key).startsWith((String) read.low());
    };
  }

  private static int compare(Object one, Object two) {
    return one instanceof BigDecimal number
        ? number.compareTo((BigDecimal) two)
        : ((String) one).compareTo((String) two);
  }

  private static Comparator<Map<String, Object>> order(Read read) {
    Comparator<Map<String, Object>> forwards =
        (one, two) -> compare(one.get(read.source().range), two.get(read.source().range));
    return read.backwards() ? forwards.reversed() : forwards;
  }

  private static ObjectNode request(Source source) {
    ObjectNode request = Calls.MAPPER.createObjectNode().put("TableName", "things");
    return source == Source.TABLE
        ? request
        : request.put("IndexName", source.name().toLowerCase(java.util.Locale.ROOT));
  }

  private static ObjectNode request(Read read) {
    ObjectNode request = request(read.source()).put("Limit", read.limit());
    ObjectNode names = request.putObject("ExpressionAttributeNames");
    ObjectNode values = request.putObject("ExpressionAttributeValues");
    names.put("#h", read.source().hash);
    values.set(":h", PlainValues.json(read.partition()));
    StringBuilder condition = new StringBuilder("#h = :h");
    if (read.operator().isPresent()) {
      String operator = read.operator().get();
      names.put("#r", read.source().range);
      values.set(":l", PlainValues.json(read.low()));
      condition.append(
          switch (operator) {
            case "BETWEEN" -> " AND #r BETWEEN :l AND :u";
            case "begins_with" -> " AND begins_with(#r, :l)";
            default -> " AND #r " + operator + " :l";
          });
      if (operator.equals("BETWEEN")) {
        values.set(":u", PlainValues.json(read.high()));
      }
    }
    if (read.filter()) {
      values.set(":x", PlainValues.json("x"));
      request.put("FilterExpression", "t = :x");
    }
    request.put("KeyConditionExpression", condition.toString());
    return read.backwards() ? request.put("ScanIndexForward", false) : request;
  }

  /** What all pages of a request have. */
  private record Pages(List<Map<String, Object>> items, int scanned) {}

  private static Pages pages(Calls calls, String operation, ObjectNode request) {
    List<Map<String, Object>> items = new ArrayList<>();
    int scanned = 0;
    while (true) {
      JsonNode page = calls.call(operation, request);
      page.get("Items").forEach(item -> items.add(PlainValues.values(item)));
      assertThat(page.get("Count").intValue()).isEqualTo(page.get("Items").size());
      assertThat(page.get("ScannedCount").intValue())
          .isLessThanOrEqualTo(request.get("Limit").intValue());
      scanned += page.get("ScannedCount").intValue();
      if (!page.has("LastEvaluatedKey")) {
        return new Pages(items, scanned);
      }
      request.set("ExclusiveStartKey", page.get("LastEvaluatedKey"));
    }
  }

  @Provide
  Arbitrary<List<Map<String, Object>>> writes() {
    Arbitrary<Map<String, Object>> keys =
        Combinators.combine(partitions(), numbers()).as((p, s) -> Map.of("p", p, "s", s));
    Arbitrary<Map<String, Object>> others =
        Combinators.combine(
                texts().optional(),
                partitions().optional(),
                numbers().optional(),
                Arbitraries.of("x", "y").optional())
            .as(
                (l, g, n, t) -> {
                  Map<String, Object> attributes = new HashMap<>();
                  l.ifPresent(value -> attributes.put("l", value));
                  g.ifPresent(value -> attributes.put("g", value));
                  n.ifPresent(value -> attributes.put("n", value));
                  t.ifPresent(value -> attributes.put("t", value));
                  return attributes;
                });
    return Combinators.combine(keys, others)
        .as(
            (key, more) -> {
              Map<String, Object> item = new HashMap<>(more);
              item.putAll(key);
              return item;
            })
        .list()
        .ofMinSize(1)
        .ofMaxSize(80);
  }

  @Provide
  Arbitrary<List<Read>> reads() {
    return Arbitraries.of(Source.class).flatMap(ReadsTest::reads).list().ofSize(8);
  }

  private static Arbitrary<Read> reads(Source source) {
    boolean text = source == Source.LOCAL;
    Arbitrary<Object> bounds =
        text ? texts().map(value -> (Object) value) : numbers().map(value -> (Object) value);
    Arbitrary<String> operators =
        text
            ? Arbitraries.of("=", "<", "<=", ">", ">=", "BETWEEN", "begins_with")
            : Arbitraries.of("=", "<", "<=", ">", ">=", "BETWEEN");
    // the local index does not have the attribute that the filter is about
    Arbitrary<Boolean> filters = text ? Arbitraries.just(false) : Arbitraries.of(true, false);
    return Combinators.combine(
            partitions(),
            operators.optional(),
            bounds,
            bounds,
            filters,
            Arbitraries.of(true, false),
            Arbitraries.of(1, 2, 3, 7, 100))
        .as(
            (partition, operator, one, two, filter, backwards, limit) ->
                new Read(
                    source,
                    partition,
                    operator,
                    compare(one, two) <= 0 ? one : two,
                    compare(one, two) <= 0 ? two : one,
                    filter,
                    backwards,
                    limit));
  }

  private static Arbitrary<String> partitions() {
    return Arbitraries.of("a", "a", "b", "c");
  }

  private static Arbitrary<String> texts() {
    return Arbitraries.of("a", "ab", "abc", "b", "\u0000", "a\u0000", "\u007f");
  }

  private static Arbitrary<BigDecimal> numbers() {
    return Arbitraries.of("-100", "-10.5", "-1", "0", "0.01", "1", "9.9", "10", "99", "100", "1E+3")
        .map(PlainValues::number);
  }
}
