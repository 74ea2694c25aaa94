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
 * {@code lambda:invoke}, with or without a task token, {@code aws-sdk:lambda:invoke}, and the ARN
 * of a function as the resource.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html">Invoke an
 *     AWS Lambda function</a>
 */
public final class LambdaCall implements StageIntegration {

  private static final String INVOKE = "arn:aws:states:::lambda:invoke";
  private static final String SDK_INVOKE = "arn:aws:states:::aws-sdk:lambda:invoke";

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
    all.put(SDK_INVOKE, this);
    functions.forEach(function -> all.put(function.arn() + "*", this));
    return all;
  }

  @Override
  public RunningCall start(Call call) {
    boolean sdk = call.resource().equals(SDK_INVOKE);
    boolean plain = !sdk && !call.resource().startsWith(INVOKE);
    JsonNode payload = plain ? call.parameters() : call.parameters().path("Payload");
    String name = plain ? call.resource() : call.parameters().path("FunctionName").asText();
    byte[] event =
        (payload.isMissingNode() ? "{}" : Json.write(payload)).getBytes(StandardCharsets.UTF_8);
    CompletableFuture<JsonNode> result =
        invoker
            .invoke(function(name).logicalId(), event)
            .thenApply(invocation -> sdk ? sdkResult(invocation) : result(invocation, plain));
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
    if (!(invocation instanceof Invocation.Success success)) {
      throw error(invocation);
    }
    JsonNode payload = payload(success.payload());
    if (plain) {
      return payload;
    }
    ObjectNode answer = Json.object().put("ExecutedVersion", "$LATEST");
    answer.set("Payload", payload);
    return ServiceAnswer.withMetadata(answer, 200).put("StatusCode", 200);
  }

  /** To the SDK a payload is a text, and an error of the function is an answer. */
  private static JsonNode sdkResult(Invocation invocation) {
    ObjectNode answer = Json.object().put("ExecutedVersion", "$LATEST").put("StatusCode", 200);
    if (invocation instanceof Invocation.Success success) {
      return answer.put("Payload", success.payload());
    }
    if (invocation instanceof Invocation.FunctionError
        || invocation instanceof Invocation.TimedOut) {
      return answer
          .put("FunctionError", "Unhandled")
          .put("Payload", error(invocation).cause().orElse(null));
    }
    throw error(invocation);
  }

  private static StatesError error(Invocation invocation) {
    if (invocation instanceof Invocation.FunctionError error) {
      return new StatesError(error.type(), cause(error.type(), error.message()));
    }
    if (invocation instanceof Invocation.TimedOut timedOut) {
      return new StatesError(
          "Sandbox.Timedout",
          cause(
              "Sandbox.Timedout",
              "Error: Task timed out after %.2f seconds"
                  .formatted(timedOut.timeout().toMillis() / 1000.0)));
    }
    return invocation instanceof Invocation.Throttled
        ? new StatesError("Lambda.TooManyRequestsException", "Rate Exceeded.")
        : new StatesError(
            "Lambda.RequestEntityTooLargeException", "The event is larger than Lambda takes.");
  }

  private static String cause(String type, String message) {
    return Json.write(Json.object().put("errorMessage", message).put("errorType", type));
  }

  private static JsonNode payload(String payload) {
    try {
      return Json.read(payload);
    } catch (JsonProcessingException e) {
      throw new StatesError("States.Runtime", "The function's answer is not JSON: " + payload);
    }
  }
}
