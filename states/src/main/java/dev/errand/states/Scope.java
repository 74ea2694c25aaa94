package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * What paths are read in.
 *
 * @param data {@code $}
 * @param context {@code $$}
 * @param variables by name, without the dollar
 */
record Scope(JsonNode data, JsonNode context, Map<String, JsonNode> variables) {

  Scope with(JsonNode newData) {
    return new Scope(newData, context, variables);
  }
}
