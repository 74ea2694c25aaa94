package dev.errand.dynamodb;

import static dev.errand.dynamodb.PlainValues.number;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.dynamodb.PlainValues.Bytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Expressions on nested documents, against plain Java values. */
class DocumentsTest {

  private static final Object MISSING = new Object();
  private static final List<String> NAMES = List.of("a", "b", "size", "c.d");

  private static DynamoDb dynamoDb;
  private static Calls calls;

  @BeforeContainer
  static void open() {
    dynamoDb = DynamoDb.inMemory();
    calls = new Calls(dynamoDb);
    calls.createTable("things", "N");
  }

  @AfterContainer
  static void close() {
    dynamoDb.close();
  }

  /** A document path: names and list indexes. */
  record Path(List<Object> elements) {

    Object in(Object document) {
      Object at = document;
      for (Object element : elements) {
        at = child(at, element);
      }
      return at;
    }

    boolean conflictsWith(Path other) {
      int common = 0;
      int shorter = Math.min(elements.size(), other.elements.size());
      while (common < shorter && elements.get(common).equals(other.elements.get(common))) {
        common++;
      }
      return common == shorter
          || elements.get(common).getClass() != other.elements.get(common).getClass();
    }
  }

  private static Object child(Object at, Object element) {
    if (at instanceof Map<?, ?> map && element instanceof String name && map.containsKey(name)) {
      return map.get(name);
    }
    return at instanceof List<?> list && element instanceof Integer index && index < list.size()
        ? list.get(index)
        : MISSING;
  }

  /** A request whose expressions are written one after another. */
  private static final class Request {
    private final ObjectNode json = Calls.MAPPER.createObjectNode().put("TableName", "things");
    private final Map<String, String> names = new LinkedHashMap<>();
    private int values;

    Request() {
      json.set("Key", Calls.json("{\"p\": {\"S\": \"p\"}, \"s\": {\"N\": \"1\"}}"));
    }

    String path(Path path) {
      StringBuilder text = new StringBuilder();
      for (Object element : path.elements()) {
        if (element instanceof Integer index) {
          text.append('[').append(index).append(']');
        } else {
          String reference =
              names.computeIfAbsent((String) element, name -> "#n" + NAMES.indexOf(name));
          json.withObject("/ExpressionAttributeNames").put(reference, (String) element);
          text.append(text.isEmpty() ? "" : ".").append(reference);
        }
      }
      return text.toString();
    }

    String value(Object value) {
      String reference = ":v" + values++;
      json.withObject("/ExpressionAttributeValues").set(reference, PlainValues.json(value));
      return reference;
    }
  }

  // ---- projections

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void aProjectionGivesTheNamedPartsAndClosesUpLists(@ForAll("paths") Case<List<Path>> drawn) {
    Map<String, Object> document = drawn.document();
    List<Path> paths = withoutConflicts(drawn.of(), Function.identity());
    put(document);
    Request request = new Request();
    request.json.put(
        "ProjectionExpression", paths.stream().map(request::path).collect(joining(", ")));

    assertThat(PlainValues.values(calls.call("GetItem", request.json).get("Item")))
        .isEqualTo(projected(document, paths.stream().map(Path::elements).toList()));
  }

  private static Object projected(Object value, List<List<Object>> paths) {
    if (paths.stream().anyMatch(List::isEmpty)) {
      return value;
    }
    Map<Object, List<List<Object>>> byFirst = new TreeMap<>();
    for (List<Object> path : paths) {
      byFirst
          .computeIfAbsent(path.get(0), unused -> new ArrayList<>())
          .add(path.subList(1, path.size()));
    }
    Map<Object, Object> parts = new TreeMap<>();
    byFirst.forEach(
        (first, rest) -> {
          Object child = child(value, first);
          Object part = child == MISSING ? MISSING : projected(child, rest);
          boolean nothing =
              part == MISSING
                  || (rest.stream().noneMatch(List::isEmpty)
                      && (part.equals(Map.of()) || part.equals(List.of())));
          if (!nothing) {
            parts.put(first, part);
          }
        });
    return value instanceof List ? new ArrayList<>(parts.values()) : new HashMap<>(parts);
  }

  // ---- conditions

  /** A condition: how it is written, and what it means. */
  record Condition(Function<Request, String> text, Predicate<Map<String, Object>> meaning) {}

  @Property(tries = 800, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void aConditionHoldsIfItHoldsOfThePlainValues(@ForAll("conditions") Case<Condition> drawn) {
    Map<String, Object> document = drawn.document();
    Condition condition = drawn.of();
    put(document);
    Request request = new Request();
    request.json.put("ConditionExpression", condition.text().apply(request));
    boolean holds;
    try {
      calls.call("DeleteItem", request.json);
      holds = true;
    } catch (DynamoDbException e) {
      assertThat(e.type())
          .as("%s %s", request.json, e.getMessage())
          .isEqualTo(DynamoDbException.Type.CONDITIONAL_CHECK_FAILED);
      holds = false;
    }
    assertThat(holds).as("%s", request.json).isEqualTo(condition.meaning().test(document));
  }

  @Provide
  Arbitrary<Case<Condition>> conditions() {
    return cases(document -> conditions(document, 2));
  }

  private Arbitrary<Condition> conditions(Map<String, Object> document, int depth) {
    Arbitrary<Condition> simple =
        Arbitraries.oneOf(
            comparisons(document),
            ranges(document),
            functions(document),
            sizes(document),
            pairs(document));
    if (depth == 0) {
      return simple;
    }
    Arbitrary<Condition> inner = Arbitraries.lazy(() -> conditions(document, depth - 1));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(4, simple),
        net.jqwik.api.Tuple.of(
            1,
            inner.map(
                one ->
                    new Condition(
                        request -> "NOT (" + one.text().apply(request) + ")",
                        one.meaning().negate()))),
        net.jqwik.api.Tuple.of(
            1,
            Combinators.combine(inner, inner)
                .as(
                    (one, two) ->
                        new Condition(
                            request ->
                                "(%s) AND (%s)"
                                    .formatted(
                                        one.text().apply(request), two.text().apply(request)),
                            one.meaning().and(two.meaning())))),
        net.jqwik.api.Tuple.of(
            1,
            Combinators.combine(inner, inner)
                .as(
                    (one, two) ->
                        new Condition(
                            request ->
                                "(%s) OR (%s)"
                                    .formatted(
                                        one.text().apply(request), two.text().apply(request)),
                            one.meaning().or(two.meaning())))));
  }

  private Arbitrary<Condition> comparisons(Map<String, Object> document) {
    Arbitrary<Condition> equality =
        Combinators.combine(path(document), values(1), Arbitraries.of("=", "<>"))
            .as(
                (path, value, operator) ->
                    new Condition(
                        request ->
                            "%s %s %s"
                                .formatted(request.path(path), operator, request.value(value)),
                        item -> path.in(item).equals(value) == operator.equals("=")));
    Arbitrary<Condition> order =
        Combinators.combine(path(document), orderedValues(), Arbitraries.of("<", "<=", ">", ">="))
            .as(
                (path, value, operator) ->
                    new Condition(
                        request ->
                            "%s %s %s"
                                .formatted(request.path(path), operator, request.value(value)),
                        item -> holds(path.in(item), operator, value)));
    return Arbitraries.oneOf(equality, order);
  }

  private Arbitrary<Condition> pairs(Map<String, Object> document) {
    return Combinators.combine(path(document), path(document), Arbitraries.of("=", "<>", "<", ">="))
        .filter((one, two, operator) -> !one.equals(two))
        .as(
            (one, two, operator) ->
                new Condition(
                    request -> "%s %s %s".formatted(request.path(one), operator, request.path(two)),
                    item -> {
                      Object left = one.in(item);
                      boolean equal = left != MISSING && left.equals(two.in(item));
                      return switch (operator) {
                        case "=" -> equal;
                        case "<>" -> !equal;
                        default -> holds(left, operator, two.in(item));
                      };
                    }));
  }

  private Arbitrary<Condition> ranges(Map<String, Object> document) {
    Arbitrary<Condition> between =
        Combinators.combine(path(document), orderedValues(), orderedValues())
            .filter((path, low, high) -> holds(low, "<=", high))
            .as(
                (path, low, high) ->
                    new Condition(
                        request ->
                            "%s BETWEEN %s AND %s"
                                .formatted(
                                    request.path(path), request.value(low), request.value(high)),
                        item ->
                            holds(path.in(item), ">=", low) && holds(path.in(item), "<=", high)));
    Arbitrary<Condition> in =
        Combinators.combine(path(document), values(1).list().ofMinSize(1).ofMaxSize(4))
            .as(
                (path, list) ->
                    new Condition(
                        request ->
                            "%s IN (%s)"
                                .formatted(
                                    request.path(path),
                                    list.stream().map(request::value).collect(joining(", "))),
                        item -> list.contains(path.in(item))));
    return Arbitraries.oneOf(between, in);
  }

  private Arbitrary<Condition> functions(Map<String, Object> document) {
    Arbitrary<Condition> existence =
        path(document)
            .map(
                path ->
                    new Condition(
                        request -> "attribute_not_exists(%s)".formatted(request.path(path)),
                        item -> path.in(item) == MISSING));
    Arbitrary<Condition> type =
        Combinators.combine(
                path(document),
                Arbitraries.of("S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"))
            .as(
                (path, name) ->
                    new Condition(
                        request ->
                            "attribute_type(%s, %s)"
                                .formatted(request.path(path), request.value(name)),
                        item ->
                            path.in(item) != MISSING
                                && PlainValues.type(path.in(item)).equals(name)));
    Arbitrary<Condition> beginning =
        Combinators.combine(path(document), Arbitraries.oneOf(texts(), binaries()))
            .as(
                (path, value) ->
                    new Condition(
                        request ->
                            "begins_with(%s, %s)"
                                .formatted(request.path(path), request.value(value)),
                        item -> begins(path.in(item), value)));
    Arbitrary<Condition> contents =
        Combinators.combine(path(document), values(0))
            .as(
                (path, value) ->
                    new Condition(
                        request ->
                            "contains(%s, %s)".formatted(request.path(path), request.value(value)),
                        item -> contains(path.in(item), value)));
    return Arbitraries.oneOf(existence, type, beginning, contents);
  }

  private Arbitrary<Condition> sizes(Map<String, Object> document) {
    return Combinators.combine(
            path(document), Arbitraries.of("=", "<", ">="), Arbitraries.of(0, 1, 2))
        .as(
            (path, operator, size) ->
                new Condition(
                    request ->
                        "size(%s) %s %s"
                            .formatted(
                                request.path(path), operator, request.value(number("" + size))),
                    item -> holds(size(path.in(item)), operator, number("" + size))));
  }

  private static Object size(Object value) {
    Integer size =
        value instanceof String text
            ? (Integer) text.length()
            : value instanceof Bytes bytes
                ? (Integer) bytes.characters().length()
                : value instanceof List<?> list
                    ? (Integer) list.size()
                    : value instanceof Map<?, ?> map
                        ? (Integer) map.size()
                        : value instanceof Set<?> set ? (Integer) set.size() : null;
    return size == null ? MISSING : number(size.toString());
  }

  private static boolean holds(Object left, String operator, Object right) {
    Integer order = null;
    if (left instanceof BigDecimal one && right instanceof BigDecimal two) {
      order = one.compareTo(two);
    } else if (left instanceof String one && right instanceof String two) {
      order =
          Arrays.compareUnsigned(
              one.getBytes(StandardCharsets.UTF_8), two.getBytes(StandardCharsets.UTF_8));
    } else if (left instanceof Bytes one && right instanceof Bytes two) {
      order = one.characters().compareTo(two.characters());
    }
    return order != null
        && switch (operator) {
          case "=" -> order == 0;
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        };
  }

  private static boolean begins(Object whole, Object part) {
    if (whole instanceof Bytes bytes && part instanceof Bytes start) {
      return bytes.characters().startsWith(start.characters());
    }
    return whole instanceof String text && part instanceof String start && text.startsWith(start);
  }

  private static boolean contains(Object whole, Object part) {
    if (whole instanceof Bytes bytes && part instanceof Bytes some) {
      return bytes.characters().contains(some.characters());
    }
    if (whole instanceof String text && part instanceof String some) {
      return text.contains(some);
    }
    return whole instanceof List<?> list
        ? list.contains(part)
        : whole instanceof Set<?> set && set.contains(part);
  }

  // ---- updates

  /** The right side of a SET: how it is written, and its value for an item. */
  record Operand(Function<Request, String> text, Function<Map<String, Object>, Object> meaning) {}

  /** One action of an update. */
  record Action(String section, Path path, Operand operand) {}

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Property(tries = 800, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void anUpdateDoesWhatItDoesToPlainValues(@ForAll("actions") Case<List<Action>> drawn) {
    Map<String, Object> document = drawn.document();
    List<Action> actions = withoutConflicts(drawn.of(), Action::path);
    put(document);
    Request request = new Request();
    request.json.put("UpdateExpression", text(actions, request)).put("ReturnValues", "ALL_NEW");
    Map<String, Object> expected;
    try {
      expected = updated(document, actions);
    } catch (Refused e) {
      expected = null;
    }
    Map<String, Object> actual;
    try {
      actual = PlainValues.values(calls.call("UpdateItem", request.json).get("Attributes"));
      actual.keySet().removeAll(Set.of("p", "s"));
    } catch (DynamoDbException e) {
      assertThat(e.type())
          .as("%s %s", request.json, e.getMessage())
          .isEqualTo(DynamoDbException.Type.VALIDATION);
      actual = null;
    }
    assertThat(actual).as("%s", request.json).isEqualTo(expected);
    assertThat(stored()).isEqualTo(expected == null ? document : expected);
  }

  private static String text(List<Action> actions, Request request) {
    Map<String, List<String>> sections = new TreeMap<>();
    for (Action action : actions) {
      String path = request.path(action.path());
      String text =
          switch (action.section()) {
            case "SET" -> path + " = " + action.operand().text().apply(request);
            case "REMOVE" -> path;
            default -> path + " " + action.operand().text().apply(request);
          };
      sections.computeIfAbsent(action.section(), unused -> new ArrayList<>()).add(text);
    }
    return sections.entrySet().stream()
        .map(section -> section.getKey() + " " + String.join(", ", section.getValue()))
        .collect(joining(" "));
  }

  private static Map<String, Object> updated(Map<String, Object> document, List<Action> actions) {
    Map<Path, Object> results = new LinkedHashMap<>();
    for (Action action : actions) {
      List<Object> elements = action.path().elements();
      Object parent = new Path(elements.subList(0, elements.size() - 1)).in(document);
      boolean fits =
          elements.get(elements.size() - 1) instanceof String
              ? parent instanceof Map
              : parent instanceof List;
      if (!fits) {
        throw new Refused();
      }
      results.put(action.path(), result(action, action.path().in(document), document));
    }
    @SuppressWarnings("unchecked")
    Map<String, Object> after = (Map<String, Object>) replaced(document, List.of(), results);
    return after;
  }

  /** A copy of a value with the results in it; MISSING takes a member or element away. */
  private static Object replaced(Object value, List<Object> at, Map<Path, Object> results) {
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new HashMap<>();
      map.forEach((name, one) -> copy.put(name, part(one, at, name, results)));
      results.forEach(
          (path, result) -> {
            if (isChild(at, path)) {
              copy.put(path.elements().get(at.size()), result);
            }
          });
      copy.values().removeIf(one -> one == MISSING);
      return copy;
    }
    if (value instanceof List<?> list) {
      TreeMap<Integer, Object> copy = new TreeMap<>();
      for (int i = 0; i < list.size(); i++) {
        copy.put(i, part(list.get(i), at, i, results));
      }
      results.forEach(
          (path, result) -> {
            if (isChild(at, path)) {
              copy.put((Integer) path.elements().get(at.size()), result);
            }
          });
      copy.values().removeIf(one -> one == MISSING);
      return new ArrayList<>(copy.values());
    }
    return value;
  }

  private static Object part(Object one, List<Object> at, Object name, Map<Path, Object> results) {
    List<Object> below = new ArrayList<>(at);
    below.add(name);
    return replaced(one, below, results);
  }

  private static boolean isChild(List<Object> parent, Path path) {
    return path.elements().size() == parent.size() + 1
        && path.elements().subList(0, parent.size()).equals(parent);
  }

  private static Object result(Action action, Object old, Map<String, Object> document) {
    Object operand = action.operand().meaning().apply(document);
    return switch (action.section()) {
      case "SET" -> operand;
      case "REMOVE" -> MISSING;
      case "ADD" -> {
        if (old == MISSING) {
          yield operand;
        } else if (old instanceof BigDecimal one && operand instanceof BigDecimal two) {
          yield number(one.add(two).toString());
        } else if (old instanceof Set<?> one && operand instanceof Set<?> two) {
          requireSameType(one, two);
          Set<Object> union = new HashSet<>(one);
          union.addAll(two);
          yield union;
        }
        throw new Refused();
      }
      default -> {
        if (old == MISSING) {
          yield MISSING;
        } else if (!(old instanceof Set<?> one)) {
          throw new Refused();
        } else {
          requireSameType(one, operand);
          Set<Object> rest = new HashSet<>(one);
          rest.removeAll((Set<?>) operand);
          yield rest.isEmpty() ? MISSING : rest;
        }
      }
    };
  }

  private static void requireSameType(Object one, Object two) {
    if (!PlainValues.type(one).equals(PlainValues.type(two))) {
      throw new Refused();
    }
  }

  @Provide
  Arbitrary<Case<List<Action>>> actions() {
    return cases(this::actions);
  }

  private Arbitrary<List<Action>> actions(Map<String, Object> document) {
    Arbitrary<Action> set =
        Combinators.combine(path(document), operands(document))
            .as((path, one) -> new Action("SET", path, one));
    Arbitrary<Action> remove =
        path(document).map(path -> new Action("REMOVE", path, new Operand(null, item -> MISSING)));
    Arbitrary<Action> add =
        path(document)
            .flatMap(
                path ->
                    Arbitraries.oneOf(numbers(), setsLike(path.in(document)))
                        .map(value -> new Action("ADD", path, literal(value))));
    Arbitrary<Action> delete =
        path(document)
            .flatMap(
                path ->
                    setsLike(path.in(document))
                        .map(value -> new Action("DELETE", path, literal(value))));
    return Arbitraries.oneOf(set, remove, add, delete).list().ofMinSize(1).ofMaxSize(4);
  }

  private Arbitrary<Operand> operands(Map<String, Object> document) {
    Arbitrary<Operand> literal = values(1).map(DocumentsTest::literal);
    Arbitrary<Operand> read = path(document).map(DocumentsTest::read);
    Arbitrary<Operand> sum =
        Combinators.combine(path(document), numbers(), Arbitraries.of(true, false))
            .as(
                (path, value, plus) ->
                    new Operand(
                        request ->
                            "%s %s %s"
                                .formatted(
                                    request.path(path), plus ? "+" : "-", request.value(value)),
                        item -> {
                          if (!(read(path).meaning().apply(item) instanceof BigDecimal old)) {
                            throw new Refused();
                          }
                          BigDecimal two = (BigDecimal) value;
                          return number((plus ? old.add(two) : old.subtract(two)).toString());
                        }));
    Arbitrary<Operand> otherwise =
        Combinators.combine(path(document), values(1))
            .as(
                (path, value) ->
                    new Operand(
                        request ->
                            "if_not_exists(%s, %s)"
                                .formatted(request.path(path), request.value(value)),
                        item -> path.in(item) == MISSING ? value : path.in(item)));
    Arbitrary<Operand> joined =
        Combinators.combine(
                path(document), values(0).list().ofMaxSize(2), Arbitraries.of(true, false))
            .as(
                (path, list, behind) ->
                    new Operand(
                        request -> {
                          String first = behind ? request.path(path) : request.value(list);
                          String second = behind ? request.value(list) : request.path(path);
                          return "list_append(%s, %s)".formatted(first, second);
                        },
                        item -> {
                          if (!(read(path).meaning().apply(item) instanceof List<?> old)) {
                            throw new Refused();
                          }
                          List<Object> both = new ArrayList<>(behind ? old : list);
                          both.addAll(behind ? list : old);
                          return both;
                        }));
    return Arbitraries.oneOf(literal, read, sum, otherwise, joined);
  }

  private static Operand literal(Object value) {
    return new Operand(request -> request.value(value), item -> value);
  }

  private static Operand read(Path path) {
    return new Operand(
        request -> request.path(path),
        item -> {
          if (path.in(item) == MISSING) {
            throw new Refused();
          }
          return path.in(item);
        });
  }

  // ---- what is drawn

  private static void put(Map<String, Object> document) {
    ObjectNode item = PlainValues.members(document);
    item.putObject("p").put("S", "p");
    item.putObject("s").put("N", "1");
    calls.call(
        "PutItem",
        ((ObjectNode) Calls.json("{\"TableName\": \"things\"}")).<ObjectNode>set("Item", item));
  }

  private static Map<String, Object> stored() {
    Map<String, Object> item =
        PlainValues.values(calls.call("GetItem", new Request().json).get("Item"));
    item.keySet().removeAll(Set.of("p", "s"));
    return item;
  }

  private static <T> List<T> withoutConflicts(List<T> drawn, Function<T, Path> path) {
    List<T> kept = new ArrayList<>();
    for (T one : drawn) {
      if (kept.stream().noneMatch(other -> path.apply(one).conflictsWith(path.apply(other)))) {
        kept.add(one);
      }
    }
    return kept;
  }

  /** An item, and what was drawn to go with it. */
  record Case<T>(Map<String, Object> document, T of) {}

  private static <T> Arbitrary<Case<T>> cases(Function<Map<String, Object>, Arbitrary<T>> drawn) {
    return maps(2).flatMap(document -> drawn.apply(document).map(one -> new Case<>(document, one)));
  }

  @Provide
  Arbitrary<Case<List<Path>>> paths() {
    return cases(document -> path(document).list().ofMinSize(1).ofMaxSize(5));
  }

  /** Mostly one that the item has, or one element more. */
  private static Arbitrary<Path> path(Map<String, Object> document) {
    List<Path> all = new ArrayList<>();
    collect(document, List.of(), all);
    Arbitrary<Path> any =
        Combinators.combine(Arbitraries.of(NAMES), element().list().ofMaxSize(2))
            .as((first, rest) -> joined(List.of(first), rest));
    return all.isEmpty()
        ? any
        : Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(1, any),
            net.jqwik.api.Tuple.of(4, Arbitraries.of(all)),
            net.jqwik.api.Tuple.of(
                1,
                Combinators.combine(Arbitraries.of(all), element())
                    .as((path, one) -> joined(path.elements(), List.of(one)))));
  }

  private static Arbitrary<Object> element() {
    return Arbitraries.oneOf(
        Arbitraries.of(NAMES).map(name -> (Object) name),
        Arbitraries.of(0, 1, 2).map(index -> (Object) index));
  }

  private static Path joined(List<Object> elements, List<Object> more) {
    List<Object> both = new ArrayList<>(elements);
    both.addAll(more);
    return new Path(both);
  }

  private static void collect(Object value, List<Object> at, List<Path> paths) {
    if (!at.isEmpty()) {
      paths.add(new Path(at));
    }
    if (value instanceof Map<?, ?> map) {
      NAMES.stream()
          .filter(map::containsKey)
          .forEach(name -> collect(map.get(name), joined(at, List.of(name)).elements(), paths));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(list.get(i), joined(at, List.of(i)).elements(), paths);
      }
    }
  }

  private static Arbitrary<Map<String, Object>> maps(int depth) {
    return Arbitraries.maps(Arbitraries.of(NAMES), values(depth)).ofMaxSize(4);
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            texts(),
            numbers(),
            binaries(),
            Arbitraries.of(true, false).map(value -> (Object) value),
            Arbitraries.just((Object) Optional.empty()),
            sets());
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<Object> inner = Arbitraries.lazy(() -> values(depth - 1));
    return Arbitraries.oneOf(
        scalars,
        inner.list().ofMaxSize(3).map(list -> (Object) list),
        maps(depth - 1).map(map -> (Object) map));
  }

  private static Arbitrary<Object> orderedValues() {
    return Arbitraries.oneOf(texts(), numbers(), binaries());
  }

  private static Arbitrary<Object> texts() {
    return Arbitraries.of("", "a", "ab", "b", "é", "\uffff").map(text -> text);
  }

  private static Arbitrary<Object> numbers() {
    return Arbitraries.of("-3", "0", "0.5", "2", "7", "1E+21").map(PlainValues::number);
  }

  private static Arbitrary<Object> binaries() {
    return Arbitraries.of("", "\u0000", "\u0000\u00ff", "\u007f").map(Bytes::new);
  }

  private static Arbitrary<Object> sets() {
    return Arbitraries.oneOf(elements(texts()), elements(numbers()), elements(binaries()));
  }

  /** Any set, or one with the elements of another. */
  private static Arbitrary<Object> setsLike(Object other) {
    return other instanceof Set<?> set
        ? Arbitraries.oneOf(
            sets(), elements(Arbitraries.of(List.copyOf(set)).map(one -> (Object) one)))
        : sets();
  }

  private static Arbitrary<Object> elements(Arbitrary<Object> values) {
    return values.set().ofMinSize(1).ofMaxSize(3).map(set -> (Object) set);
  }
}
