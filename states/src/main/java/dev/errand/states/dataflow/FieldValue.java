package dev.errand.states.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.jsonata.JsonataExpression;
import dev.errand.states.jsonpath.JsonPathExpression;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.stream.Stream;

/** The value of a field: a literal, or found by a path or a JSONata expression. */
public sealed interface FieldValue {

  /**
   * The value.
   *
   * @param type what JSONata has to give
   */
  JsonNode evaluate(EvaluationScope scope, String type);

  Stream<String> variables();

  /**
   * The error of a value that the field cannot have.
   *
   * @param path what a path's error says after "The XPath parameter "
   * @param query what an expression's error says after "The X field "
   */
  StatesError refused(JsonNode value, String path, String query);

  /** A literal. */
  record Literal(String field, JsonNode value) implements FieldValue {
    @Override
    public JsonNode evaluate(EvaluationScope scope, String type) {
      return value;
    }

    @Override
    public Stream<String> variables() {
      return Stream.empty();
    }

    @Override
    public StatesError refused(JsonNode found, String path, String query) {
      return StatesError.runtime("The %s field %s: %s".formatted(field, query, text(found)));
    }
  }

  /** Found by a path, in a field whose name ends in {@code Path}. */
  record ByPath(String field, JsonPathExpression path) implements FieldValue {
    @Override
    public JsonNode evaluate(EvaluationScope scope, String type) {
      return path.read(scope);
    }

    @Override
    public Stream<String> variables() {
      return path.variables();
    }

    @Override
    public StatesError refused(JsonNode found, String sentence, String query) {
      return StatesError.runtime(
          "The %s parameter %s: %s == %s".formatted(field, sentence, path, text(found)));
    }
  }

  /** Found by an expression. */
  record ByQuery(String field, JsonataExpression expression) implements FieldValue {
    @Override
    public JsonNode evaluate(EvaluationScope scope, String type) {
      return expression.evaluate(scope, type);
    }

    @Override
    public Stream<String> variables() {
      return expression.variables();
    }

    @Override
    public StatesError refused(JsonNode found, String path, String query) {
      return StatesError.query("The %s field %s: %s".formatted(field, query, text(found)), field);
    }
  }

  /** JSON with expressions in it. */
  record ByTemplate(String field, PayloadTemplate template) implements FieldValue {
    @Override
    public JsonNode evaluate(EvaluationScope scope, String type) {
      return template.evaluate(scope);
    }

    @Override
    public Stream<String> variables() {
      return template.variables();
    }

    @Override
    public StatesError refused(JsonNode found, String path, String query) {
      return StatesError.query("The %s field %s: %s".formatted(field, query, text(found)), field);
    }
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : Json.write(value);
  }
}
