package dev.errand.dynamodb;

import static dev.errand.dynamodb.DocumentPath.MISSING;
import static dev.errand.dynamodb.Documents.cases;
import static dev.errand.dynamodb.Documents.numbers;
import static dev.errand.dynamodb.Documents.path;
import static dev.errand.dynamodb.Documents.setsLike;
import static dev.errand.dynamodb.Documents.values;
import static dev.errand.dynamodb.Documents.withoutConflicts;
import static dev.errand.dynamodb.PlainValues.number;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.dynamodb.Documents.Case;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
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

/** Updates of nested documents, against plain Java values. */
class UpdatesTest {

  private static DocumentTable table;

  @BeforeContainer
  static void open() {
    table = new DocumentTable();
  }

  @AfterContainer
  static void close() {
    table.close();
  }

  /** The right side of a SET: how it is written, and its value for an item. */
  record Operand(
      Function<DocumentRequest, String> text, Function<Map<String, Object>, Object> meaning) {}

  /** One action of an update. */
  record Action(String section, DocumentPath path, Operand operand) {}

  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Property(tries = 800, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void anUpdateDoesWhatItDoesToPlainValues(@ForAll("actions") Case<List<Action>> drawn) {
    Map<String, Object> document = drawn.document();
    List<Action> actions = withoutConflicts(drawn.of(), Action::path);
    table.put(document);
    DocumentRequest request = new DocumentRequest();
    request.json.put("UpdateExpression", text(actions, request)).put("ReturnValues", "ALL_NEW");
    Map<String, Object> expected;
    try {
      expected = updated(document, actions);
    } catch (Refused e) {
      expected = null;
    }
    Map<String, Object> actual;
    try {
      actual = PlainValues.values(table.call("UpdateItem", request).get("Attributes"));
      actual.keySet().removeAll(Set.of("p", "s"));
    } catch (DynamoDbException e) {
      assertThat(e.type())
          .as("%s %s", request.json, e.getMessage())
          .isEqualTo(DynamoDbException.Type.VALIDATION);
      actual = null;
    }
    assertThat(actual).as("%s", request.json).isEqualTo(expected);
    assertThat(table.stored()).isEqualTo(expected == null ? document : expected);
  }

  private static String text(List<Action> actions, DocumentRequest request) {
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
    Map<DocumentPath, Object> results = new LinkedHashMap<>();
    for (Action action : actions) {
      List<Object> elements = action.path().elements();
      Object parent = new DocumentPath(elements.subList(0, elements.size() - 1)).in(document);
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
  private static Object replaced(Object value, List<Object> at, Map<DocumentPath, Object> results) {
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

  private static Object part(
      Object one, List<Object> at, Object name, Map<DocumentPath, Object> results) {
    List<Object> below = new ArrayList<>(at);
    below.add(name);
    return replaced(one, below, results);
  }

  private static boolean isChild(List<Object> parent, DocumentPath path) {
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
    Arbitrary<Operand> literal = values(1).map(UpdatesTest::literal);
    Arbitrary<Operand> read = path(document).map(UpdatesTest::read);
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

  private static Operand read(DocumentPath path) {
    return new Operand(
        request -> request.path(path),
        item -> {
          if (path.in(item) == MISSING) {
            throw new Refused();
          }
          return path.in(item);
        });
  }
}
