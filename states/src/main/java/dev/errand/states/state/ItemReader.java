package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.NumericValues;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a distributed Map state's items are read from.
 *
 * @param source what is called, and how its answer is read; without the parameters
 * @param parameters of the call
 * @param maxItems how many items are read at most
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html">ItemReader</a>
 */
public record ItemReader(
    ItemSource source, Optional<PayloadTemplate> parameters, Optional<FieldValue> maxItems) {

  ItemSource evaluate(EvaluationScope scope) {
    JsonNode evaluated =
        parameters.map(template -> template.evaluate(scope)).orElseGet(Json::object);
    return source.with(evaluated, maxItems.map(maximum -> positive(maximum, scope)));
  }

  private static long positive(FieldValue field, EvaluationScope scope) {
    JsonNode value = field.evaluate(scope, "number");
    return NumericValues.whole(value)
        .filter(whole -> whole > 0)
        .orElseThrow(
            () ->
                field.refused(
                    value, "cannot be parsed as a positive integer", "must be a positive integer"));
  }

  Stream<String> variables() {
    return Stream.concat(
        parameters.stream().flatMap(PayloadTemplate::variables),
        maxItems.stream().flatMap(FieldValue::variables));
  }
}
