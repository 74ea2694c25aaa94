package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.jsonpath.Expression;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.stream.Stream;

/**
 * The error or the cause of a Fail state: a literal, or given by a path, a function or a JSONata
 * expression.
 */
public sealed interface FailText {

  String of(EvaluationScope scope);

  Stream<String> variables();

  /** A literal, or a JSONata expression. */
  record ByFieldValue(FieldValue value) implements FailText {
    @Override
    public String of(EvaluationScope scope) {
      return value.evaluate(scope, "string").asText();
    }

    @Override
    public Stream<String> variables() {
      return value.variables();
    }
  }

  /** By a path or an intrinsic function, in a field whose name ends in {@code Path}. */
  record ByExpression(String field, Expression expression) implements FailText {
    @Override
    public String of(EvaluationScope scope) {
      JsonNode value = expression.evaluate(scope, field);
      if (!value.isTextual()) {
        throw StatesError.runtime(
            "The %s parameter does not reference a valid string: %s"
                .formatted(field, Json.write(value)));
      }
      return value.textValue();
    }

    @Override
    public Stream<String> variables() {
      return expression.variables();
    }
  }
}
