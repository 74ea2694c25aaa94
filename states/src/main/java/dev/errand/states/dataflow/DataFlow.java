package dev.errand.states.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How a state selects and combines its input, its result and its output. */
public sealed interface DataFlow permits JsonPathFlow, JsonataFlow {

  /** Bytes in UTF-8 that an input, an output or a variable may have. */
  int LIMIT = 262_144;

  /**
   * What a state leaves: its output and its variables.
   *
   * @param assigned variables by name
   */
  record StateOutput(JsonNode value, Map<String, JsonNode> assigned) {}

  /** The state's input after {@code InputPath}, or the input itself. */
  JsonNode input(EvaluationScope raw);

  /** What a service is called with, a branch begins with or a Pass state passes on. */
  JsonNode arguments(EvaluationScope raw, JsonNode input);

  /** For a state that has no result of its own. */
  StateOutput leave(EvaluationScope raw, JsonNode input);

  /** For a state with a result. */
  StateOutput leave(EvaluationScope raw, JsonNode input, JsonNode result);

  /** For a state that has failed with an error that is caught. */
  StateOutput caught(EvaluationScope raw, JsonNode errorOutput);

  /** The variables that are assigned. */
  Map<String, PayloadTemplate> assign();

  /** The variables that are read. */
  Stream<String> variables();

  /** Each expression reads the variables as they were before. */
  default Map<String, JsonNode> assigned(EvaluationScope scope) {
    Map<String, JsonNode> values = new HashMap<>();
    assign()
        .forEach(
            (name, template) -> {
              JsonNode value = template.evaluate(scope);
              limit("$" + name, value);
              values.put(name, value);
            });
    return values;
  }

  /**
   * Refuses data that is too large.
   *
   * @throws StatesError {@code States.DataLimitExceeded}
   */
  static void limit(String state, JsonNode data) {
    if (Json.isLargerThan(data, LIMIT)) {
      throw new StatesError(
          StatesError.DATA_LIMIT,
          "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
              .formatted(state));
    }
  }
}
