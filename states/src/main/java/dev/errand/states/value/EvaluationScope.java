package dev.errand.states.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
public record EvaluationScope(
    JsonNode data,
    Optional<JsonNode> result,
    Optional<JsonNode> errorOutput,
    Supplier<JsonNode> context,
    Map<String, JsonNode> variables) {

  public EvaluationScope with(JsonNode newData) {
    return new EvaluationScope(newData, result, errorOutput, context, variables);
  }

  public EvaluationScope withResult(JsonNode newResult) {
    return new EvaluationScope(data, Optional.of(newResult), errorOutput, context, variables);
  }

  public EvaluationScope withErrorOutput(JsonNode error) {
    return new EvaluationScope(data, result, Optional.of(error), context, variables);
  }

  /** The same within the iteration of a Map state: the context object has the item. */
  public EvaluationScope withItem(int index, JsonNode item) {
    return new EvaluationScope(
        data, result, errorOutput, () -> contextWithItem(context.get(), index, item), variables);
  }

  /** A copy of a context object that has a Map state's item. */
  public static JsonNode contextWithItem(JsonNode context, int index, JsonNode item) {
    ObjectNode copy = Json.object();
    copy.setAll((ObjectNode) context);
    copy.putObject("Map").putObject("Item").put("Index", index).set("Value", item);
    return copy;
  }
}
