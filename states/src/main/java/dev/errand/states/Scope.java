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
record Scope(
    JsonNode data,
    Optional<JsonNode> result,
    Optional<JsonNode> errorOutput,
    Supplier<JsonNode> context,
    Map<String, JsonNode> variables) {

  Scope with(JsonNode newData) {
    return new Scope(newData, result, errorOutput, context, variables);
  }

  Scope withResult(JsonNode newResult) {
    return new Scope(data, Optional.of(newResult), errorOutput, context, variables);
  }

  Scope withErrorOutput(JsonNode error) {
    return new Scope(data, result, Optional.of(error), context, variables);
  }
}
