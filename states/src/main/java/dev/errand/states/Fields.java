package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One object of a definition, read field by field. What is wrong with a field becomes a problem and
 * reads as if the field were absent; a field that nobody read is a problem as well.
 */
final class Fields {

  private final ObjectNode object;
  private final String where;
  private final List<Problem> problems;
  private final Set<String> read = new HashSet<>(Set.of("Comment"));

  Fields(ObjectNode object, String where, List<Problem> problems) {
    this.object = object;
    this.where = where;
    this.problems = problems;
  }

  void problem(String field, String what) {
    problems.add(new Problem(where + (field.isEmpty() ? "" : "/" + field), what));
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

  Optional<String> text(String field) {
    JsonNode value = any(field);
    if (!value.isMissingNode() && !value.isTextual()) {
      problem(field, "has to be a text");
      return Optional.empty();
    }
    return Optional.ofNullable(value.textValue());
  }

  String requiredText(String field) {
    if (!has(field)) {
      problem(field, "is missing");
    }
    return text(field).orElse("");
  }

  /** A text that is read further; what that refuses is the field's problem. */
  <T> Optional<T> parsed(String field, Function<String, T> parser) {
    return text(field).flatMap(text -> attempt(field, text, parser));
  }

  /** {@code null} in the definition is nothing; an absent field is the default. */
  <T> Optional<T> nullable(String field, String absent, Function<String, T> parser) {
    if (any(field).isNull()) {
      return Optional.empty();
    }
    return Optional.of(parsed(field, parser).orElseGet(() -> parser.apply(absent)));
  }

  private <T> Optional<T> attempt(String field, String text, Function<String, T> parser) {
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problem(field, e.getMessage());
      return Optional.empty();
    }
  }

  Optional<JsonNode> integer(String field, long least, long most) {
    JsonNode value = any(field);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.longValue() < least
        || value.longValue() > most) {
      problem(field, "has to be a whole number from %d to %d".formatted(least, most));
      return Optional.empty();
    }
    return Optional.of(value);
  }

  Optional<PayloadTemplate> template(String field) {
    JsonNode value = any(field);
    return value.isMissingNode()
        ? Optional.empty()
        : Optional.of(PayloadTemplate.of(value, (below, what) -> problem(field + below, what)));
  }

  /** Variables by name. */
  State.Assign assign() {
    Map<String, PayloadTemplate> variables = new TreeMap<>();
    JsonNode value = any("Assign");
    if (!value.isMissingNode() && !value.isObject()) {
      problem("Assign", "has to be an object: the variables by name");
    }
    if (template("Assign").orElse(null) instanceof PayloadTemplate.Fields templates) {
      templates
          .fields()
          .forEach(
              (name, template) -> {
                if (!Path.VARIABLE.matcher(name).matches()
                    || name.length() > 80
                    || name.equals("states")) {
                  problem(
                      "Assign/" + name,
                      "is no name for a variable: letters, digits and _, at most 80, not 'states'");
                }
                variables.put(name, template);
              });
    }
    return new State.Assign(variables);
  }

  /** The elements of an array of objects. */
  List<Fields> list(String field) {
    JsonNode value = any(field);
    if (!value.isMissingNode() && !value.isArray()) {
      problem(field, "has to be an array");
      return List.of();
    }
    return Stream.iterate(0, i -> i < value.size(), i -> i + 1)
        .flatMap(i -> child(field + "/" + i, value.get(i)).stream())
        .toList();
  }

  Optional<Fields> child(String field, JsonNode value) {
    if (value instanceof ObjectNode node) {
      return Optional.of(new Fields(node, where + "/" + field, problems));
    }
    problem(field, "has to be an object");
    return Optional.empty();
  }

  /** Refuses, if it is there, what the States Language knows and we do not run. */
  void unsupported(String... fields) {
    for (String field : fields) {
      if (!any(field).isMissingNode()) {
        problem(field, "is not supported on the local stage");
      }
    }
  }

  /** Refuses every field that nobody read. */
  void refuseRest() {
    names()
        .filter(name -> !read.contains(name))
        .forEach(name -> problem(name, "is no field of this"));
  }
}
