package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.jsonpath.JsonPathExpression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One object of a definition, read field by field. What is wrong with a field becomes a problem and
 * reads as if the field were absent; a field that is not read is a problem as well.
 */
final class Fields {

  private final ObjectNode object;
  private final String where;
  private final String inState;
  private final QueryLanguage language;
  private final List<Diagnostic> problems;
  private final Set<String> read = new HashSet<>(Set.of("Comment"));

  /**
   * Fields of an object.
   *
   * @param where its place in the definition
   * @param inState its place in the state
   */
  Fields(
      ObjectNode object,
      String where,
      String inState,
      QueryLanguage language,
      List<Diagnostic> problems) {
    this.object = object;
    this.where = where;
    this.inState = inState;
    this.language = language;
    this.problems = problems;
  }

  QueryLanguage language() {
    return language;
  }

  boolean isJsonata() {
    return language == QueryLanguage.JSONATA;
  }

  List<Diagnostic> problems() {
    return problems;
  }

  String where() {
    return where.isEmpty() ? "/" : where;
  }

  /** What is wrong with a field, or with the object itself if the field is empty. */
  void problem(String field, String message) {
    problem(Diagnostic.SCHEMA, field, message);
  }

  void problem(String code, String field, String message) {
    problems.add(new Diagnostic(code, message, field.isEmpty() ? where() : where + "/" + field));
  }

  boolean has(String field) {
    return object.has(field);
  }

  Stream<String> names() {
    return object.properties().stream().map(Map.Entry::getKey);
  }

  JsonNode any(String field) {
    read.add(field);
    return object.path(field);
  }

  /** The location of a field in its state, for errors at run time. */
  String path(String field) {
    return inState + field;
  }

  Optional<String> text(String field) {
    JsonNode value = any(field);
    if (!value.isMissingNode() && !value.isTextual()) {
      problem(field, "Expected value of type String");
      return Optional.empty();
    }
    return Optional.ofNullable(value.textValue());
  }

  /** Reports every field that is missing. */
  void require(String... fields) {
    List<String> missing = Stream.of(fields).filter(field -> !has(field)).toList();
    if (!missing.isEmpty()) {
      problem("", "These fields are required: " + missing);
    }
  }

  String requiredText(String field) {
    return text(field).orElse("");
  }

  /** At most one of them. */
  void exclude(String... fields) {
    List<String> given = Stream.of(fields).filter(this::has).toList();
    if (given.size() > 1) {
      problem("", "There should only be one of the following fields: " + given);
    }
  }

  Optional<JsonPathExpression> path(String field, String message) {
    return text(field).flatMap(text -> attempt(field, text, JsonPathExpression::of, message));
  }

  /** A text that is read further; what that refuses is the field's problem. */
  <T> Optional<T> attempt(String field, String text, Function<String, T> parser, String message) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problem(field, message);
      return Optional.empty();
    }
  }

  /** {@code null} in the definition is nothing; an absent field is the default. */
  <T> Optional<T> nullable(
      String field, String absent, Function<String, T> parser, String message) {
    if (any(field).isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        text(field)
            .flatMap(text -> attempt(field, text, parser, message))
            .orElseGet(() -> parser.apply(absent)));
  }

  Optional<JsonNode> integer(String field, long minimum, long maximum) {
    return number(field, "Integer", Long.toString(minimum), Long.toString(maximum))
        .filter(
            value ->
                value.isIntegralNumber()
                    || problemAndFalse(field, "Expected value of type Integer"));
  }

  Optional<JsonNode> number(String field, String type, String minimum, String maximum) {
    JsonNode value = any(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isNumber()) {
      problem(field, "Expected value of type " + type);
      return Optional.empty();
    }
    if (value.decimalValue().compareTo(new java.math.BigDecimal(minimum)) < 0) {
      problem(field, "Minimum value is " + minimum);
      return Optional.empty();
    }
    if (value.decimalValue().compareTo(new java.math.BigDecimal(maximum)) > 0) {
      problem(field, "Maximum value is " + maximum);
      return Optional.empty();
    }
    return Optional.of(value);
  }

  private boolean problemAndFalse(String field, String message) {
    problem(field, message);
    return false;
  }

  /** JSON with expressions of the object's language. */
  Optional<PayloadTemplate> template(String field) {
    JsonNode value = any(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(
        isJsonata()
            ? PayloadTemplate.jsonata(value, path(field), this::jsonataProblem)
            : PayloadTemplate.jsonPath(value, message -> problem(field, message)));
  }

  /** A problem of an expression, by its location in the state. */
  void jsonataProblem(String code, String message, String location) {
    problem(code, location.substring(inState.length()), message);
  }

  /** Variables by name. */
  Map<String, PayloadTemplate> assign() {
    Map<String, PayloadTemplate> variables = new LinkedHashMap<>();
    JsonNode value = any("Assign");
    if (!value.isMissingNode() && !value.isObject()) {
      problem("Assign", "Expected value of type Object");
    } else if (template("Assign").orElse(null) instanceof PayloadTemplate.Fields templates) {
      templates.fields().forEach((name, template) -> variables.put(variable(name), template));
    }
    return variables;
  }

  private String variable(String name) {
    if (!JsonPathExpression.VARIABLE.matcher(name).matches()
        || name.length() > 80
        || name.equals("states")) {
      problem(
          "Assign",
          "The variable name '%s' is not valid: use letters, digits and _, at most 80, and not 'states'"
              .formatted(name));
    }
    return name;
  }

  /** The elements of an array of objects. */
  List<Fields> list(String field) {
    JsonNode value = any(field);
    if (!value.isMissingNode() && !value.isArray()) {
      problem(field, "Expected value of type Array");
      return List.of();
    }
    List<Fields> elements = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      child(field + "[" + i + "]", value.get(i)).ifPresent(elements::add);
    }
    return elements;
  }

  Optional<Fields> child(String field) {
    JsonNode value = any(field);
    return value.isMissingNode() ? Optional.empty() : child(field, value);
  }

  Optional<Fields> child(String field, JsonNode value) {
    if (value instanceof ObjectNode node) {
      return Optional.of(
          new Fields(node, where + "/" + field, path(field) + "/", language, problems));
    }
    problem(field, "Expected value of type Object");
    return Optional.empty();
  }

  /** The fields of a state, which may have a query language of its own. */
  Fields ofState(QueryLanguage ofState) {
    return new Fields(object, where, "", ofState, problems);
  }

  /** Refuses every field that was not read. */
  void refuseRest() {
    names()
        .filter(name -> !read.contains(name))
        .forEach(
            name ->
                problem(
                    "",
                    language.lacks(name)
                        ? language.lack(name)
                        : "Field '%s' is not supported".formatted(name)));
  }
}
