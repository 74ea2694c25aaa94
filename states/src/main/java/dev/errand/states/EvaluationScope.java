package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What expressions are read in.
 *
 * @param data {@code $} in JSONPath, {@code $states.input} in JSONata
 * @param result {@code $states.result}
 * @param errorOutput {@code $states.errorOutput}
 * @param context {@code $$} in JSONPath, {@code $states.context} in JSONata
 * @param variables by name, without the dollar
 */
record EvaluationScope(
    JsonNode data,
    Optional<JsonNode> result,
    Optional<JsonNode> errorOutput,
    Supplier<JsonNode> context,
    Map<String, JsonNode> variables) {

  EvaluationScope with(JsonNode newData) {
    return new EvaluationScope(newData, result, errorOutput, context, variables);
  }

  EvaluationScope withResult(JsonNode newResult) {
    return new EvaluationScope(data, Optional.of(newResult), errorOutput, context, variables);
  }

  EvaluationScope withErrorOutput(JsonNode error) {
    return new EvaluationScope(data, result, Optional.of(error), context, variables);
  }
}
