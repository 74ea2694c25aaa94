package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.PayloadTemplate;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the results of a Map Run are written.
 *
 * @param resource {@code s3:putObject}; empty if the results are the state's result
 * @param parameters the bucket and the prefix of the files
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
public record ResultWriter(
    Optional<String> resource,
    Optional<PayloadTemplate> parameters,
    ResultDestination.Transformation transformation,
    ResultDestination.OutputType outputType) {

  /** The resource that writes an object. */
  public static final String PUT_OBJECT = "arn:aws:states:::s3:putObject";

  ResultDestination evaluate(EvaluationScope scope) {
    JsonNode evaluated =
        parameters.map(template -> template.evaluate(scope)).orElseGet(Json::object);
    return new ResultDestination(
        resource.map(present -> evaluated.path("Bucket").asText()),
        evaluated.path("Prefix").asText(""),
        transformation,
        outputType);
  }

  Stream<String> variables() {
    return parameters.stream().flatMap(PayloadTemplate::variables);
  }
}
