package dev.errand.dynamodb;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.Assertions;

/**
 * The store against a plain map of Java values. The model uses nothing of the store's code: it has
 * strings, numbers, sets of strings and lists of numbers, and its own words for conditions and
 * updates.
 */
class ModelTest {

  private static final String TABLE = "things";

  /** The key of an item. */
  record Key(String p, int s) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byPartition = p.compareTo(other.p);
      return byPartition != 0 ? byPartition : Integer.compare(s, other.s);
    }

    ObjectNode json() {
      ObjectNode json = Calls.MAPPER.createObjectNode();
      json.putObject("p").put("S", p);
      json.putObject("s").put("N", Integer.toString(s));
      return json;
    }
  }

  /** A condition as text, and what it means. */
  record Condition(
      String text, Map<String, Object> values, Predicate<Map<String, Object>> meaning) {
    Condition and(Condition other) {
      return new Condition(
          "(%s) AND (%s)".formatted(text, other.text),
          merged(values, other.values),
          meaning.and(other.meaning));
    }

    Condition or(Condition other) {
      return new Condition(
          "(%s) OR (%s)".formatted(text, other.text),
          merged(values, other.values),
          meaning.or(other.meaning));
    }

    Condition not() {
      return new Condition("NOT (%s)".formatted(text), values, meaning.negate());
    }
  }

  /** What an update does to the attributes of an item; it throws where the store must refuse. */
  interface Meaning {
    void change(Map<String, Object> before, Map<String, Object> after);
  }

  /** An update as text, and what it means. */
  record Change(String text, Map<String, Object> values, Meaning meaning) {}

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** One write. */
  record Write(
      String kind, Key key, Map<String, Object> attributes, Change change, Condition condition) {}

  private static Map<String, Object> merged(Map<String, Object> one, Map<String, Object> two) {
    Map<String, Object> both = new LinkedHashMap<>(one);
    both.putAll(two);
    return both;
  }

  @Property(tries = 150)
  void answersAsAPlainMapDoes(@ForAll("programs") List<List<Write>> program) {
    try (DynamoDb dynamoDb = DynamoDb.inMemory()) {
      Calls calls = new Calls(dynamoDb);
      calls.createTable(TABLE, "N");
      TreeMap<Key, Map<String, Object>> model = new TreeMap<>();
      for (List<Write> writes : program) {
        if (writes.size() == 1) {
          assertThat(single(calls, writes.get(0))).isEqualTo(applied(model, writes.get(0)));
        } else {
          assertThat(transaction(calls, writes)).isEqualTo(allApplied(model, writes));
        }
      }
      assertSame(calls, model);
    }
  }

  private static boolean applied(SortedMap<Key, Map<String, Object>> model, Write write) {
    Map<String, Object> before = model.get(write.key());
    if (!write.condition().meaning().test(before == null ? Map.of() : before)) {
      return false;
    }
    Map<String, Object> after = new LinkedHashMap<>(before == null ? Map.of() : before);
    try {
      switch (write.kind()) {
        case "Put" -> after = write.attributes();
        case "Update" -> write.change().meaning().change(before == null ? Map.of() : before, after);
        default -> after = null;
      }
    } catch (Refused e) {
      return false;
    }
    if (after == null) {
      model.remove(write.key());
    } else {
      model.put(write.key(), after);
    }
    return true;
  }

  private static boolean allApplied(SortedMap<Key, Map<String, Object>> model, List<Write> writes) {
    TreeMap<Key, Map<String, Object>> copy = new TreeMap<>(model);
    boolean distinct = writes.stream().map(Write::key).distinct().count() == writes.size();
    if (!distinct || !writes.stream().allMatch(write -> applied(copy, write))) {
      return false;
    }
    model.clear();
    model.putAll(copy);
    return true;
  }

  private static boolean single(Calls calls, Write write) {
    return succeeds(() -> calls.call(write.kind() + "Item", request(write)));
  }

  private static boolean transaction(Calls calls, List<Write> writes) {
    ObjectNode request = Calls.MAPPER.createObjectNode();
    ArrayNode items = request.putArray("TransactItems");
    writes.forEach(write -> items.addObject().set(write.kind(), request(write)));
    return succeeds(() -> calls.call("TransactWriteItems", request));
  }

  private static boolean succeeds(Runnable call) {
    try {
      call.run();
      return true;
    } catch (DynamoDbException e) {
      assertThat(e.type().statusCode()).as(e.getMessage()).isEqualTo(400);
      return false;
    }
  }

  private static ObjectNode request(Write write) {
    ObjectNode request = Calls.MAPPER.createObjectNode().put("TableName", TABLE);
    if (write.kind().equals("Put")) {
      request.set("Item", ((ObjectNode) json(write.attributes())).setAll(write.key().json()));
    } else {
      request.set("Key", write.key().json());
    }
    Map<String, Object> values = new LinkedHashMap<>(write.condition().values());
    request.put("ConditionExpression", write.condition().text());
    if (write.kind().equals("Update")) {
      request.put("UpdateExpression", write.change().text());
      values.putAll(write.change().values());
    }
    if (!values.isEmpty()) {
      request.set("ExpressionAttributeValues", json(values));
    }
    return request;
  }

  private static void assertSame(Calls calls, SortedMap<Key, Map<String, Object>> model) {
    List<JsonNode> expected = new ArrayList<>();
    model.forEach((key, item) -> expected.add(((ObjectNode) json(item)).setAll(key.json())));
    assertThat(items(calls.call("Scan", "{\"TableName\": \"things\"}")))
        .containsExactlyInAnyOrderElementsOf(allComparable(expected));
    for (String partition : List.of("a", "b")) {
      List<JsonNode> ofPartition =
          expected.stream().filter(item -> item.at("/p/S").asText().equals(partition)).toList();
      assertThat(
              items(
                  calls.call(
                      "Query",
                      """
                      {"TableName": "things", "KeyConditionExpression": "p = :p",
                       "ExpressionAttributeValues": {":p": {"S": "%s"}}}
                      """
                          .formatted(partition))))
          .containsExactlyElementsOf(allComparable(ofPartition));
      List<JsonNode> ofIndex =
          expected.stream().filter(item -> item.at("/g/S").asText().equals(partition)).toList();
      assertThat(
              items(
                  calls.call(
                      "Query",
                      """
                      {"TableName": "things", "IndexName": "by-g", "KeyConditionExpression": "g = :g",
                       "ExpressionAttributeValues": {":g": {"S": "%s"}}}
                      """
                          .formatted(partition))))
          .containsExactlyInAnyOrderElementsOf(allComparable(ofIndex));
    }
    model.forEach(
        (key, item) ->
            assertThat(
                    comparable(
                        calls
                            .call(
                                "GetItem",
                                "{\"TableName\": \"things\", \"Key\": %s}".formatted(key.json()))
                            .get("Item")))
                .isEqualTo(comparable(((ObjectNode) json(item)).setAll(key.json()))));
  }

  private static List<Object> items(JsonNode response) {
    return allComparable(new ArrayList<>(response.get("Items").valueStream().toList()));
  }

  private static List<Object> allComparable(List<JsonNode> items) {
    return items.stream().map(ModelTest::comparable).toList();
  }

  /** Elements of sets have no order. */
  private static Object comparable(JsonNode item) {
    Map<String, Object> attributes = new TreeMap<>();
    item.properties()
        .forEach(
            one ->
                attributes.put(
                    one.getKey(),
                    one.getValue().has("SS")
                        ? Set.copyOf(one.getValue().get("SS").valueStream().toList())
                        : one.getValue()));
    return attributes;
  }

  private static JsonNode json(Object value) {
    ObjectNode json = Calls.MAPPER.createObjectNode();
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, one) -> json.set((String) name, json(one)));
    } else if (value instanceof String text) {
      json.put("S", text);
    } else if (value instanceof BigDecimal number) {
      json.put("N", number.toPlainString());
    } else if (value instanceof Set<?> set) {
      ArrayNode elements = json.putArray("SS");
      set.forEach(element -> elements.add((String) element));
    } else if (value instanceof List<?> list) {
      ArrayNode elements = json.putArray("L");
      list.forEach(element -> elements.add(json(element)));
    } else {
      Assertions.fail("no value of the model: " + value);
    }
    return json;
  }

  @Provide
  Arbitrary<List<List<Write>>> programs() {
    Arbitrary<List<Write>> one = writes().list().ofSize(1);
    Arbitrary<List<Write>> several = writes().list().ofMinSize(2).ofMaxSize(4);
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, one), net.jqwik.api.Tuple.of(1, several))
        .list()
        .ofMinSize(1)
        .ofMaxSize(40);
  }

  private Arbitrary<Write> writes() {
    return Combinators.combine(
            Arbitraries.of("Put", "Update", "Update", "Delete"),
            keys(),
            attributes(),
            changes(),
            conditions(2))
        .as(Write::new);
  }

  private Arbitrary<Key> keys() {
    return Combinators.combine(Arbitraries.of("a", "b"), Arbitraries.of(-1, 0, 2, 10)).as(Key::new);
  }

  private Arbitrary<Map<String, Object>> attributes() {
    return Combinators.combine(
            numbers().optional(),
            sets().optional(),
            lists().optional(),
            Arbitraries.of("a", "b", "ab").optional())
        .as(
            (n, t, l, g) -> {
              Map<String, Object> attributes = new LinkedHashMap<>();
              n.ifPresent(value -> attributes.put("n", value));
              t.ifPresent(value -> attributes.put("t", value));
              l.ifPresent(value -> attributes.put("l", value));
              g.ifPresent(value -> attributes.put("g", value));
              return attributes;
            });
  }

  private Arbitrary<BigDecimal> numbers() {
    return Arbitraries.of("-3", "0", "0.5", "2", "7", "1000000000000000000000")
        .map(BigDecimal::new);
  }

  private Arbitrary<Set<String>> sets() {
    return Arbitraries.of("x", "y", "z").set().ofMinSize(1).map(LinkedHashSet::new);
  }

  private Arbitrary<List<Object>> lists() {
    return numbers().map(number -> (Object) number).list().ofMaxSize(3);
  }

  private Arbitrary<Condition> conditions(int depth) {
    Arbitrary<Condition> simple = Arbitraries.oneOf(existence(), comparisons(), contents());
    if (depth == 0) {
      return simple;
    }
    Arbitrary<Condition> inner = Arbitraries.lazy(() -> conditions(depth - 1));
    return Arbitraries.oneOf(
        simple,
        inner.map(Condition::not),
        Combinators.combine(inner, inner).as(Condition::and),
        Combinators.combine(inner, inner).as(Condition::or));
  }

  private Arbitrary<Condition> existence() {
    return Arbitraries.of("n", "t", "l", "g", "p")
        .map(
            name ->
                name.equals("p")
                    ? new Condition(
                        "attribute_exists(p) OR attribute_not_exists(p)", Map.of(), item -> true)
                    : new Condition(
                        "attribute_exists(%s)".formatted(name),
                        Map.of(),
                        item -> item.containsKey(name)));
  }

  private Arbitrary<Condition> comparisons() {
    return Combinators.combine(Arbitraries.of("=", "<>", "<", "<=", ">", ">="), numbers())
        .as(
            (operator, number) -> {
              String reference = ":c" + Math.floorMod(number.hashCode(), 1000);
              return new Condition(
                  "n %s %s".formatted(operator, reference),
                  Map.of(reference, number),
                  item -> compares((BigDecimal) item.get("n"), operator, number));
            });
  }

  private static boolean compares(BigDecimal value, String operator, BigDecimal number) {
    if (value == null) {
      return operator.equals("<>");
    }
    int order = value.compareTo(number);
    return switch (operator) {
      case "=" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private Arbitrary<Condition> contents() {
    return Arbitraries.oneOf(
        Arbitraries.of("x", "y")
            .map(
                element ->
                    new Condition(
                        "contains(t, :%s)".formatted(element),
                        Map.of(":" + element, element),
                        item -> item.get("t") instanceof Set<?> set && set.contains(element))),
        Arbitraries.of(0, 1, 2)
            .map(
                size ->
                    new Condition(
                        "size(l) > :size%d".formatted(size),
                        Map.of(":size" + size, new BigDecimal(size)),
                        item -> item.get("l") instanceof List<?> list && list.size() > size)),
        Arbitraries.of("a", "b")
            .map(
                start ->
                    new Condition(
                        "begins_with(g, :begin%s)".formatted(start),
                        Map.of(":begin" + start, start),
                        item -> item.get("g") instanceof String text && text.startsWith(start))),
        numbers()
            .map(
                number -> {
                  String reference = ":in" + Math.floorMod(number.hashCode(), 1000);
                  return new Condition(
                      "n IN (%s) OR contains(l, %s)".formatted(reference, reference),
                      Map.of(reference, number),
                      item ->
                          compares((BigDecimal) item.get("n"), "=", number)
                              || (item.get("l") instanceof List<?> list && list.contains(number)));
                }));
  }

  private Arbitrary<Change> changes() {
    return Combinators.combine(setters(), removals(), additions())
        .as(
            (set, remove, add) ->
                new Change(
                    Stream.of(set, remove, add).map(Change::text).collect(joining(" ")),
                    merged(merged(set.values(), remove.values()), add.values()),
                    (before, after) -> {
                      set.meaning().change(before, after);
                      remove.meaning().change(before, after);
                      add.meaning().change(before, after);
                    }));
  }

  private Arbitrary<Change> setters() {
    return Arbitraries.oneOf(
        numbers()
            .map(
                number ->
                    new Change(
                        "SET n = if_not_exists(n, :zero) + :number",
                        Map.of(":zero", BigDecimal.ZERO, ":number", number),
                        (before, after) ->
                            after.put(
                                "n",
                                number(
                                    ((BigDecimal) before.getOrDefault("n", BigDecimal.ZERO))
                                        .add(number))))),
        numbers()
            .map(
                number ->
                    new Change(
                        "SET n = n - :number",
                        Map.of(":number", number),
                        (before, after) -> {
                          if (!before.containsKey("n")) {
                            throw new Refused();
                          }
                          after.put("n", number(((BigDecimal) before.get("n")).subtract(number)));
                        })),
        lists()
            .map(
                list ->
                    new Change(
                        "SET l = list_append(l, :list)",
                        Map.of(":list", list),
                        (before, after) -> {
                          if (!(before.get("l") instanceof List<?> old)) {
                            throw new Refused();
                          }
                          List<Object> both = new ArrayList<>(old);
                          both.addAll(list);
                          after.put("l", both);
                        })),
        Combinators.combine(Arbitraries.of(0, 1, 5), numbers())
            .as(
                (index, number) ->
                    new Change(
                        "SET l[%d] = :number".formatted(index),
                        Map.of(":number", number),
                        (before, after) -> {
                          if (!(before.get("l") instanceof List<?> old)) {
                            throw new Refused();
                          }
                          List<Object> list = new ArrayList<>(old);
                          if (index < list.size()) {
                            list.set(index, number);
                          } else {
                            list.add(number);
                          }
                          after.put("l", list);
                        })));
  }

  private Arbitrary<Change> removals() {
    return Arbitraries.of("g", "q")
        .map(name -> new Change("REMOVE " + name, Map.of(), (before, after) -> after.remove(name)));
  }

  private Arbitrary<Change> additions() {
    return Arbitraries.oneOf(
        sets()
            .map(
                set ->
                    new Change(
                        "ADD t :set",
                        Map.of(":set", set),
                        (before, after) -> {
                          Set<Object> union = new LinkedHashSet<>(elements(before));
                          union.addAll(set);
                          after.put("t", union);
                        })),
        sets()
            .map(
                set ->
                    new Change(
                        "DELETE t :set",
                        Map.of(":set", set),
                        (before, after) -> {
                          Set<Object> rest = new LinkedHashSet<>(elements(before));
                          rest.removeAll(set);
                          if (rest.isEmpty()) {
                            after.remove("t");
                          } else {
                            after.put("t", rest);
                          }
                        })));
  }

  private static Set<?> elements(Map<String, Object> item) {
    return (Set<?>) item.getOrDefault("t", Set.of());
  }

  /** The form in which the store gives it back. */
  private static BigDecimal number(BigDecimal number) {
    return new BigDecimal(number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
  }
}
