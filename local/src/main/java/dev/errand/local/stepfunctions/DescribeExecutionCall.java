package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code aws-sdk:sfn:describeExecution}: what an execution can ask about itself, such as its trace
 * header, which the context object does not have.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html">
 *     AWS SDK service integrations</a>
 */
final class DescribeExecutionCall implements ServiceIntegration {

  /** What a Task state can name as its {@code Resource}. */
  static final String RESOURCE = "arn:aws:states:::aws-sdk:sfn:describeExecution";

  private final StepFunctions service;

  DescribeExecutionCall(StepFunctions service) {
    this.service = service;
  }

  @Override
  public RunningCall start(Call call) {
    JsonNode answer = answer(call.parameters().path("ExecutionArn").asText());
    return RunningCall.of(answer, CompletableFuture.completedFuture(answer), reason -> {});
  }

  private JsonNode answer(String arn) {
    try {
      return pascalCase(new ResponseBodies(service).execution(service.execution(arn)));
    } catch (AwsError refused) {
      throw new StatesError("Sfn." + refused.type() + "Exception", refused.getMessage());
    }
  }

  /** The form of AWS SDK integrations: names in Pascal case, times as text. */
  private static ObjectNode pascalCase(ObjectNode shape) {
    ObjectNode result = Json.object();
    for (Map.Entry<String, JsonNode> member : shape.properties()) {
      String name = member.getKey();
      JsonNode value = member.getValue();
      String pascal = Character.toUpperCase(name.charAt(0)) + name.substring(1);
      if (value instanceof ObjectNode object) {
        result.set(pascal, pascalCase(object));
      } else if (name.endsWith("Date")) {
        result.put(pascal, time(value).toString());
      } else {
        result.set(pascal, value);
      }
    }
    return result;
  }

  private static Instant time(JsonNode seconds) {
    return Instant.ofEpochMilli(seconds.decimalValue().movePointRight(3).longValue());
  }
}
