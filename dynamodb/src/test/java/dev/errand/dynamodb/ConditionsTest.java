package dev.errand.dynamodb;

import static dev.errand.dynamodb.DocumentPath.MISSING;
import static dev.errand.dynamodb.Documents.binaries;
import static dev.errand.dynamodb.Documents.cases;
import static dev.errand.dynamodb.Documents.orderedValues;
import static dev.errand.dynamodb.Documents.path;
import static dev.errand.dynamodb.Documents.texts;
import static dev.errand.dynamodb.Documents.values;
import static dev.errand.dynamodb.PlainValues.number;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.dynamodb.Documents.Case;
import dev.errand.dynamodb.PlainValues.Bytes;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Conditions on nested documents, against plain Java values. */
class ConditionsTest {

  private static DocumentTable table;

  @BeforeContainer
  static void open() {
    table = new DocumentTable();
  }

  @AfterContainer
  static void close() {
    table.close();
  }

  /** A condition: how it is written, and what it means. */
  record Condition(
      Function<DocumentRequest, String> text, Predicate<Map<String, Object>> meaning) {}

  @Property(tries = 800, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
  void aConditionHoldsIfItHoldsOfThePlainValues(@ForAll("conditions") Case<Condition> drawn) {
    Map<String, Object> document = drawn.document();
    Condition condition = drawn.of();
    table.put(document);
    DocumentRequest request = new DocumentRequest();
    request.json.put("ConditionExpression", condition.text().apply(request));
    boolean holds;
    try {
      table.call("DeleteItem", request);
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
        Tuple.of(4, simple),
        Tuple.of(
            1,
            inner.map(
                one ->
                    new Condition(
                        request -> "NOT (" + one.text().apply(request) + ")",
                        one.meaning().negate()))),
        Tuple.of(
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
        Tuple.of(
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
}
