package dev.errand.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.template.FunctionSpec;
import dev.errand.states.value.Json;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operation {@code Invoke} of Lambda's API, for the AWS SDK and {@code aws lambda invoke}, with
 * all three invocation types.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">API reference</a>
 */
public final class LambdaApi implements Handler {

  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

  private final List<FunctionSpec> functions;
  private final FunctionInvoker invoker;
  private final BiConsumer<String, JsonNode> asynchronous;

  /**
   * @param functions found by name or ARN, with or without their alias
   * @param invoker for the invocation type {@code RequestResponse}
   * @param asynchronous for the invocation type {@code Event}: takes a function's logical id and an
   *     event, which is not lost any more when it returns
   */
  public LambdaApi(
      List<FunctionSpec> functions,
      FunctionInvoker invoker,
      BiConsumer<String, JsonNode> asynchronous) {
    this.functions = functions;
    this.invoker = invoker;
    this.asynchronous = asynchronous;
  }

  @Override
  public void handle(Context http) throws Exception {
    http.contentType("application/json");
    Matcher path = INVOKE.matcher(http.path());
    Optional<FunctionSpec> function =
        path.matches()
            ? function(URLDecoder.decode(path.group(1), StandardCharsets.UTF_8))
            : Optional.empty();
    if (function.isEmpty()) {
      http.status(404).header("x-amzn-ErrorType", "ResourceNotFoundException");
      http.result(
          Json.MAPPER.writeValueAsString(Map.of("Message", "Function not found: " + http.path())));
      return;
    }
    invoke(http, function.get().logicalId());
  }

  private void invoke(Context http, String function) throws Exception {
    String type =
        Optional.ofNullable(http.header("X-Amz-Invocation-Type")).orElse("RequestResponse");
    switch (type) {
      case "RequestResponse" -> answer(http, invoker.invoke(function, http.bodyAsBytes()).join());
      case "Event" -> accept(http, function);
      case "DryRun" -> http.status(204);
      default -> refuse(http, "InvalidParameterValueException", "no invocation type: " + type);
    }
  }

  private void accept(Context http, String function) throws Exception {
    JsonNode event;
    try {
      event = http.body().isEmpty() ? Json.object() : Json.MAPPER.readTree(http.bodyAsBytes());
    } catch (JsonProcessingException e) {
      refuse(
          http,
          "InvalidRequestContentException",
          "Could not parse request body into json: " + e.getOriginalMessage());
      return;
    }
    asynchronous.accept(function, event);
    http.status(202);
  }

  private void refuse(Context http, String error, String message) throws Exception {
    http.status(400).header("x-amzn-ErrorType", error);
    http.result(Json.MAPPER.writeValueAsString(Map.of("Message", message)));
  }

  private Optional<FunctionSpec> function(String name) {
    return functions.stream()
        .filter(
            spec ->
                name.equals(spec.name())
                    || name.equals(spec.arn())
                    || name.equals(spec.invokedArn())
                    || spec.alias()
                        .map(alias -> spec.name() + ":" + alias)
                        .filter(name::equals)
                        .isPresent())
        .findFirst();
  }

  private void answer(Context http, Invocation invocation) throws Exception {
    if (invocation instanceof Invocation.Success success) {
      http.result(success.payload());
    } else if (invocation instanceof Invocation.FunctionError error) {
      fault(http, error.type(), error.message());
    } else if (invocation instanceof Invocation.TimedOut timedOut) {
      fault(http, "Sandbox.Timedout", "Task timed out after " + timedOut.timeout());
    } else {
      boolean throttled = invocation instanceof Invocation.Throttled;
      http.status(throttled ? 429 : 413)
          .header(
              "x-amzn-ErrorType",
              throttled ? "TooManyRequestsException" : "RequestTooLargeException")
          .result("{}");
    }
  }

  private void fault(Context http, String type, String message) throws Exception {
    http.header("X-Amz-Function-Error", "Unhandled");
    http.result(Json.MAPPER.writeValueAsString(Map.of("errorType", type, "errorMessage", message)));
  }
}
