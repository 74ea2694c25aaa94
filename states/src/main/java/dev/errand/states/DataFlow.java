package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How data is cut and put together on its way through a state. */
final class DataFlow {

  /** Bytes in UTF-8 that an input, an output or a variable may have. */
  static final int LIMIT = 262_144;

  private DataFlow() {}

  static JsonNode input(State.Cut cut, Scope scope) {
    return cut(cut.input(), scope);
  }

  static JsonNode output(State.Cut cut, Scope scope) {
    return cut(cut.output(), scope);
  }

  private static JsonNode cut(Optional<Path> path, Scope scope) {
    return path.map(found -> found.read(scope)).orElseGet(Json::object);
  }

  /** The input with the result put in; without a path the input as it was. */
  static JsonNode place(Optional<ReferencePath> path, JsonNode input, JsonNode result) {
    return path.map(found -> found.write(input, result)).orElse(input);
  }

  /** All variables after an assignment; each sees the others as they were before. */
  static Map<String, JsonNode> assign(State.Assign assign, Scope scope) {
    Map<String, JsonNode> variables = new HashMap<>(scope.variables());
    assign
        .variables()
        .forEach(
            (name, template) -> {
              JsonNode value = template.evaluate(scope);
              limit("$" + name, value);
              variables.put(name, value);
            });
    return variables;
  }

  static void limit(String name, JsonNode data) {
    if (Json.size(data) > LIMIT) {
      throw new StatesError(
          "States.DataLimitExceeded",
          "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
              .formatted(name));
    }
  }
}
