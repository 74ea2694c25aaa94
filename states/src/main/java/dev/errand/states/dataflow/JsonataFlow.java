package dev.errand.states.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.EvaluationScope;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The data flow of JSONata. */
public record JsonataFlow(
    Optional<PayloadTemplate> arguments,
    Optional<PayloadTemplate> output,
    Map<String, PayloadTemplate> assign)
    implements DataFlow {

  @Override
  public JsonNode input(EvaluationScope raw) {
    return raw.data();
  }

  @Override
  public JsonNode arguments(EvaluationScope raw, JsonNode input) {
    return arguments.map(template -> template.evaluate(raw)).orElse(input);
  }

  @Override
  public StateOutput leave(EvaluationScope raw, JsonNode input) {
    return output(raw, input);
  }

  @Override
  public StateOutput leave(EvaluationScope raw, JsonNode input, JsonNode result) {
    return output(raw.withResult(result), result);
  }

  @Override
  public StateOutput caught(EvaluationScope raw, JsonNode errorOutput) {
    return output(raw.withErrorOutput(errorOutput), errorOutput);
  }

  private StateOutput output(EvaluationScope scope, JsonNode withoutOutput) {
    Map<String, JsonNode> assigned = assigned(scope);
    return new StateOutput(
        output.map(template -> template.evaluate(scope)).orElse(withoutOutput), assigned);
  }

  @Override
  public Stream<String> variables() {
    return Stream.concat(
        Stream.concat(arguments.stream(), output.stream()).flatMap(PayloadTemplate::variables),
        assign.values().stream().flatMap(PayloadTemplate::variables));
  }
}
