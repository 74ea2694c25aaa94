package dev.errand.local.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.lambda.FunctionInvoker;
import dev.errand.local.lambda.Invocation;
import dev.errand.local.template.FunctionSpec;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * {@code lambda:invoke}, with or without a task token, and the ARN of a function as the resource.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke an
 *     AWS Lambda function</a>
 */
public final class LambdaCall implements StageIntegration {

  private static final String INVOKE = "arn:aws:states:::lambda:invoke";

  private final List<FunctionSpec> functions;
  private final FunctionInvoker invoker;

  /** Invokes these functions. */
  public LambdaCall(List<FunctionSpec> functions, FunctionInvoker invoker) {
    this.functions = functions;
    this.invoker = invoker;
  }

  @Override
  public Map<String, ServiceIntegration> byResource() {
    Map<String, ServiceIntegration> all = new HashMap<>();
    all.put(INVOKE, this);
    all.put(INVOKE + ".waitForTaskToken", this);
    functions.forEach(function -> all.put(function.arn() + "*", this));
    return all;
  }

  @Override
  public RunningCall start(Call call) {
    boolean plain = !call.resource().startsWith(INVOKE);
    JsonNode payload = plain ? call.parameters() : call.parameters().path("Payload");
    String name = plain ? call.resource() : call.parameters().path("FunctionName").asText();
    byte[] event =
        (payload.isMissingNode() ? "{}" : Json.write(payload)).getBytes(StandardCharsets.UTF_8);
    CompletableFuture<JsonNode> result =
        invoker
            .invoke(function(name).logicalId(), event)
            .thenApply(invocation -> result(invocation, plain));
    return ServiceAnswer.to(result);
  }

  private FunctionSpec function(String name) {
    return functions.stream()
        .filter(
            function ->
                name.equals(function.name())
                    || name.equals(function.arn())
                    || name.startsWith(function.name() + ":")
                    || name.startsWith(function.arn() + ":"))
        .findFirst()
        .orElseThrow(
            () ->
                new StatesError("Lambda.ResourceNotFoundException", "Function not found: " + name));
  }

  private static JsonNode result(Invocation invocation, boolean plain) {
    if (invocation instanceof Invocation.Success success) {
      JsonNode payload = payload(success.payload());
      if (plain) {
        return payload;
      }
      ObjectNode answer = Json.object().put("ExecutedVersion", "$LATEST");
      answer.set("Payload", payload);
      return ServiceAnswer.withMetadata(answer, 200).put("StatusCode", 200);
    }
    if (invocation instanceof Invocation.FunctionError error) {
      throw new StatesError(
          error.type(),
          Json.write(
              Json.object().put("errorMessage", error.message()).put("errorType", error.type())));
    }
    if (invocation instanceof Invocation.TimedOut timedOut) {
      throw new StatesError(
          "Sandbox.Timedout",
          Json.write(
              Json.object()
                  .put("errorType", "Sandbox.Timedout")
                  .put(
                      "errorMessage",
                      "Error: Task timed out after %.2f seconds"
                          .formatted(timedOut.timeout().toMillis() / 1000.0))));
    }
    if (invocation instanceof Invocation.Throttled) {
      throw new StatesError("Lambda.TooManyRequestsException", "Rate Exceeded.");
    }
    throw new StatesError(
        "Lambda.RequestEntityTooLargeException", "The event is larger than Lambda takes.");
  }

  private static JsonNode payload(String payload) {
    try {
      return Json.read(payload);
    } catch (JsonProcessingException e) {
      throw new StatesError("States.Runtime", "The function's answer is not JSON: " + payload);
    }
  }
}
