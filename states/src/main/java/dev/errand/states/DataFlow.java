package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** How data is cut and put together on its way through a state. */
sealed interface DataFlow permits JsonPathFlow, JsonataFlow {

  /** Bytes in UTF-8 that an input, an output or a variable may have. */
  int LIMIT = 262_144;

  /**
   * What comes out of a state.
   *
   * @param assigned variables by name
   */
  record Left(JsonNode output, Map<String, JsonNode> assigned) {}

  /** What the state works with. */
  JsonNode input(Scope raw);

  /** What a service is called with, a branch begins with or a Pass state passes on. */
  JsonNode arguments(Scope raw, JsonNode input);

  /** For a state that has no result of its own. */
  Left leave(Scope raw, JsonNode input);

  /** For a state with a result. */
  Left leave(Scope raw, JsonNode input, JsonNode result);

  /** For a state that has failed with an error that is caught. */
  Left caught(Scope raw, JsonNode errorOutput);

  /** The variables that are assigned. */
  Map<String, Template> assign();

  /** The variables that are read. */
  Stream<String> variables();

  /** Each variable sees the others as they were before. */
  default Map<String, JsonNode> assigned(Scope scope) {
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
