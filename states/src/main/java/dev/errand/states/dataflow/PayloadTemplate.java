package dev.errand.states.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.jsonata.JsonataExpression;
import dev.errand.states.jsonata.JsonataProblems;
import dev.errand.states.jsonpath.Expression;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** JSON with expressions in it: {@code Parameters}, {@code Arguments}, {@code Assign} and so on. */
public sealed interface PayloadTemplate {

  /** The JSON with each expression replaced by its value. */
  JsonNode evaluate(EvaluationScope scope);

  /** The variables that its expressions read. */
  Stream<String> variables();

  /** What is the same each time. */
  record Constant(JsonNode value) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(EvaluationScope scope) {
      return value;
    }

    @Override
    public Stream<String> variables() {
      return Stream.empty();
    }
  }

  /** A field of a JSONPath template whose name ends in {@code .$}. */
  record PathField(String field, Expression expression) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(EvaluationScope scope) {
      return expression.evaluate(scope, field);
    }

    @Override
    public Stream<String> variables() {
      return expression.variables();
    }
  }

  /** A text of the form <code>{% ... %}</code>. */
  record Query(JsonataExpression expression) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(EvaluationScope scope) {
      return expression.evaluate(scope);
    }

    @Override
    public Stream<String> variables() {
      return expression.variables();
    }
  }

  /** An object. */
  record Fields(Map<String, PayloadTemplate> fields) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(EvaluationScope scope) {
      ObjectNode object = Json.object();
      fields.forEach((name, template) -> object.set(name, template.evaluate(scope)));
      return object;
    }

    @Override
    public Stream<String> variables() {
      return fields.values().stream().flatMap(PayloadTemplate::variables);
    }
  }

  /** An array. */
  record Elements(List<PayloadTemplate> elements) implements PayloadTemplate {
    @Override
    public JsonNode evaluate(EvaluationScope scope) {
      ArrayNode array = Json.MAPPER.createArrayNode();
      elements.forEach(template -> array.add(template.evaluate(scope)));
      return array;
    }

    @Override
    public Stream<String> variables() {
      return elements.stream().flatMap(PayloadTemplate::variables);
    }
  }

  /**
   * Reads a payload template of JSONPath.
   *
   * @param problems gets what is wrong with an expression
   */
  static PayloadTemplate jsonPath(JsonNode node, Consumer<String> problems) {
    return new PayloadTemplateReader(problems).jsonPath(node);
  }

  /**
   * Reads a template of JSONata.
   *
   * @param field its location in the state
   * @param problems gets what is wrong with an expression
   */
  static PayloadTemplate jsonata(JsonNode node, String field, JsonataProblems problems) {
    return new JsonataTemplateReader(problems).read(node, field);
  }
}
