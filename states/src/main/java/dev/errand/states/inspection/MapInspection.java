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
   * @param items what the iterations begin with, before an {@code ItemSelector}; batches, if there
   *     is an {@code ItemBatcher}
   * @return the limits of the iterations
   */
  MapSettings add(ObjectNode inspection, ArrayNode items) {
    EvaluationScope scope = context.scope().with(map.flow().input(context.scope()));
    if (map.flow() instanceof JsonPathFlow && map.items().source().isPresent()) {
      inspection.put(
          "afterItemsPath", Json.write(map.items().source().get().evaluate(scope, "array")));
    }
    if (map.items().batcher().isPresent()) {
      inspection.put("afterItemBatcher", Json.write(items));
    } else if (map.items().selector().isPresent()) {
      inspection.put("afterItemSelector", Json.write(selected(items)));
    }
    int maxConcurrency = map.maxConcurrency(context);
    MapSettings settings = map.settings(context, maxConcurrency, "");
    inspection
        .put("toleratedFailureCount", settings.toleratedCount())
        .put("toleratedFailurePercentage", settings.toleratedPercentage())
        .put("maxConcurrency", maxConcurrency);
    return settings;
  }

  private ArrayNode selected(ArrayNode items) {
    ArrayNode selected = Json.MAPPER.createArrayNode();
    for (int i = 0; i < items.size(); i++) {
      selected.add(map.input(context.scope().withItem(i, items.get(i)), items.get(i)));
    }
    return selected;
  }
}
