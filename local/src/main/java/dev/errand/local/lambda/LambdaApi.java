package dev.errand.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.local.template.FunctionSpec;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The operation {@code Invoke} of Lambda's API, for the AWS SDK and {@code aws lambda invoke}. It
 * waits for the answer, whatever the caller's invocation type.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html">API reference</a>
 */
public final class LambdaApi implements Handler {

  private static final Pattern INVOKE =
      Pattern.compile("/2015-03-31/functions/([^/]+)/invocations");

  private final List<FunctionSpec> functions;
  private final FunctionInvoker invoker;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param functions found by name, by ARN and by the ARN of their alias
   */
  public LambdaApi(List<FunctionSpec> functions, FunctionInvoker invoker) {
    this.functions = functions;
    this.invoker = invoker;
  }

  @Override
  public void handle(Context http) throws Exception {
    http.contentType("application/json");
    Matcher path = INVOKE.matcher(http.path());
    Optional<FunctionSpec> function = path.matches() ? function(path.group(1)) : Optional.empty();
    if (function.isEmpty()) {
      http.status(404).header("x-amzn-ErrorType", "ResourceNotFoundException");
      http.result(json.writeValueAsString(Map.of("Message", "Function not found: " + http.path())));
      return;
    }
    answer(http, invoker.invoke(function.get().logicalId(), http.bodyAsBytes()).join());
  }

  private Optional<FunctionSpec> function(String name) {
    return functions.stream()
        .filter(
            spec ->
                name.equals(spec.name())
                    || name.equals(spec.arn())
                    || name.equals(spec.invokedArn()))
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
    http.result(json.writeValueAsString(Map.of("errorType", type, "errorMessage", message)));
  }
}
