package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** {@code Parameters}, {@code ResultSelector} or {@code Assign}: JSON with expressions in it. */
sealed interface PayloadTemplate {

  /** The JSON with each expression replaced by its value. */
  JsonNode evaluate(Scope scope);

  /** Every path in it. */
  Stream<Path> paths();

  /**
   * Reads a template.
   *
   * @param problems gets the place below the template ({@code /Environment/0/Value.$}) and what is
   *     wrong with an expression
   */
  static PayloadTemplate of(JsonNode node, BiConsumer<String, String> problems) {
    if (node.isObject()) {
      Map<String, PayloadTemplate> fields = new LinkedHashMap<>();
      node.properties()
          .forEach(
              field -> {
                String name = field.getKey();
                BiConsumer<String, String> below =
                    (where, what) -> problems.accept("/" + name + where, what);
                if (name.endsWith(".$")) {
                  fields.put(name.substring(0, name.length() - 2), dynamic(field, below));
                } else {
                  fields.put(name, of(field.getValue(), below));
                }
              });
      return new Fields(fields);
    }
    if (node.isArray()) {
      List<PayloadTemplate> elements = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        int index = i;
        elements.add(of(node.get(i), (where, what) -> problems.accept("/" + index + where, what)));
      }
      return new Elements(elements);
    }
    return new Constant(node);
  }

  private static PayloadTemplate dynamic(
      Map.Entry<String, JsonNode> field, BiConsumer<String, String> problems) {
    if (!field.getValue().isTextual()) {
      problems.accept("", "has to be a text: a path or an intrinsic function");
      return new Constant(field.getValue());
    }
    try {
      return new Dynamic(field.getKey(), Expression.parse(field.getValue().textValue()));
    } catch (IllegalArgumentException e) {
      problems.accept("", e.getMessage());
      return new Constant(field.getValue());
    }
  }

  /** What is the same each time. */
  record Constant(JsonNode value) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(Scope scope) {
      return value;
    }

    @Override
    public Stream<Path> paths() {
      return Stream.empty();
    }
  }

  /** A field whose name ends in {@code .$}. */
  record Dynamic(String field, Expression expression) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(Scope scope) {
      try {
        return expression.evaluate(scope);
      } catch (StatesError e) {
        throw new StatesError(e.error(), "The field '%s': %s".formatted(field, e.cause()));
      }
    }

    @Override
    public Stream<Path> paths() {
      return expression.paths();
    }
  }

  /** An object. */
  record Fields(Map<String, PayloadTemplate> fields) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(Scope scope) {
      ObjectNode object = Json.object();
      fields.forEach((name, template) -> object.set(name, template.evaluate(scope)));
      return object;
    }

    @Override
    public Stream<Path> paths() {
      return fields.values().stream().flatMap(PayloadTemplate::paths);
    }
  }

  /** An array. */
  record Elements(List<PayloadTemplate> elements) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(Scope scope) {
      ArrayNode array = Json.MAPPER.createArrayNode();
      elements.forEach(template -> array.add(template.evaluate(scope)));
      return array;
    }

    @Override
    public Stream<Path> paths() {
      return elements.stream().flatMap(PayloadTemplate::paths);
    }
  }
}
