package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.NumericValues;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Groups items into batches, one for each iteration.
 *
 * @param maxItems how many in a batch
 * @param maxBytes how many bytes a batch may have
 * @param batchInput what goes to every batch
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html">ItemBatcher</a>
 */
public record ItemBatcher(
    Optional<FieldValue> maxItems,
    Optional<FieldValue> maxBytes,
    Optional<PayloadTemplate> batchInput) {

  ArrayNode batches(
      ArrayNode items,
      EvaluationScope scope,
      BiFunction<EvaluationScope, JsonNode, JsonNode> selector) {
    long maximum = limit(maxItems, scope);
    long bytes = limit(maxBytes, scope);
    Optional<JsonNode> input = batchInput.map(template -> template.evaluate(scope));
    ArrayNode batches = Json.MAPPER.createArrayNode();
    ArrayNode batch = null;
    long size = 0;
    for (int i = 0; i < items.size(); i++) {
      JsonNode item = selector.apply(scope.withItem(i, items.get(i)), items.get(i));
      int itemSize = Json.size(item);
      if (batch == null || batch.size() >= maximum || size + itemSize > bytes) {
        ObjectNode next = batches.addObject();
        input.ifPresent(value -> next.set("BatchInput", value));
        batch = next.putArray("Items");
        size = 0;
      }
      batch.add(item);
      size += itemSize;
    }
    return batches;
  }

  private static long limit(Optional<FieldValue> fieldValue, EvaluationScope scope) {
    return fieldValue
        .map(
            found -> {
              JsonNode value = found.evaluate(scope, "number");
              return NumericValues.whole(value)
                  .filter(whole -> whole > 0)
                  .orElseThrow(
                      () ->
                          found.refused(
                              value,
                              "cannot be parsed as a positive integer",
                              "must be a positive integer"));
            })
        .orElse((long) DataFlow.LIMIT);
  }
}
