package dev.errand.states.inspection;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.dataflow.JsonPathFlow;
import dev.errand.states.state.MapSettings;
import dev.errand.states.state.MapState;
import dev.errand.states.state.StateContext;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;

/**
 * What a Map state's fields make of its input.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html">
 *     InspectionData</a>
 */
record MapInspection(MapState map, StateContext context) {

  /**
   * Adds it.
   *
   * @param items what is iterated over, before an {@code ItemSelector} or an {@code ItemBatcher}
   * @return the limits of the iterations
   */
  MapSettings add(ObjectNode inspection, ArrayNode items) {
    EvaluationScope scope = context.scope().with(map.flow().input(context.scope()));
    if (map.flow() instanceof JsonPathFlow && map.items().source().isPresent()) {
      inspection.put(
          "afterItemsPath", Json.write(map.items().source().get().evaluate(scope, "array")));
    }
    if (map.items().batcher().isPresent()) {
      inspection.put("afterItemBatcher", Json.write(inputs(items)));
    } else if (map.items().selector().isPresent()) {
      inspection.put("afterItemSelector", Json.write(inputs(items)));
    }
    int maxConcurrency = map.maxConcurrency(context);
    MapSettings settings = map.settings(context, maxConcurrency);
    inspection
        .put("toleratedFailureCount", settings.toleratedCount())
        .put("toleratedFailurePercentage", settings.toleratedPercentage())
        .put("maxConcurrency", maxConcurrency);
    return settings;
  }

  /** How many iterations there are. */
  int size(ArrayNode items) {
    return map.childInputs(context, items).size();
  }

  private ArrayNode inputs(ArrayNode items) {
    ArrayNode inputs = Json.MAPPER.createArrayNode();
    map.childInputs(context, items).forEach(child -> inputs.add(child.input()));
    return inputs;
  }
}
