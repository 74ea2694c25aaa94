package dev.errand.states.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.jsonpath.JsonPathExpression;
import dev.errand.states.jsonpath.ReferencePath;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The data flow of JSONPath. A path that is empty stands for {@code null} in the definition: the
 * data is left out.
 */
public record JsonPathFlow(
    Optional<JsonPathExpression> inputPath,
    Optional<JsonPathExpression> outputPath,
    Optional<PayloadTemplate> parameters,
    Optional<PayloadTemplate> resultSelector,
    Optional<ReferencePath> resultPath,
    Map<String, PayloadTemplate> assign)
    implements DataFlow {

  @Override
  public JsonNode input(EvaluationScope raw) {
    return cut(inputPath, raw);
  }

  private static JsonNode cut(Optional<JsonPathExpression> path, EvaluationScope scope) {
    return path.map(found -> found.read(scope)).orElseGet(Json::object);
  }

  @Override
  public JsonNode arguments(EvaluationScope raw, JsonNode input) {
    return parameters.map(template -> template.evaluate(raw.with(input))).orElse(input);
  }

  @Override
  public StateOutput leave(EvaluationScope raw, JsonNode input) {
    return output(raw, assigned(raw.with(input)), input);
  }

  @Override
  public StateOutput leave(EvaluationScope raw, JsonNode input, JsonNode result) {
    JsonNode selected = selected(raw, result);
    return output(raw, assigned(raw.with(result)), placed(raw, selected));
  }

  /** What {@code ResultSelector} makes of a result. */
  public JsonNode selected(EvaluationScope raw, JsonNode result) {
    return resultSelector.map(template -> template.evaluate(raw.with(result))).orElse(result);
  }

  @Override
  public StateOutput caught(EvaluationScope raw, JsonNode errorOutput) {
    return new StateOutput(placed(raw, errorOutput), assigned(raw.with(errorOutput)));
  }

  /** A selected result where {@code ResultPath} puts it. */
  public JsonNode placed(EvaluationScope raw, JsonNode result) {
    return resultPath.map(path -> path.write(raw.data(), result)).orElse(raw.data());
  }

  /** The output: what {@code OutputPath} selects from the data. */
  public StateOutput output(EvaluationScope raw, Map<String, JsonNode> assigned, JsonNode data) {
    return new StateOutput(cut(outputPath, raw.with(data)), assigned);
  }

  @Override
  public Stream<String> variables() {
    return Stream.of(
            Stream.concat(inputPath.stream(), outputPath.stream())
                .flatMap(JsonPathExpression::variables),
            Stream.concat(parameters.stream(), resultSelector.stream())
                .flatMap(PayloadTemplate::variables),
            assign.values().stream().flatMap(PayloadTemplate::variables))
        .flatMap(names -> names);
  }
}
