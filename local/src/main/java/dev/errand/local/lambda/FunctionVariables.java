package dev.errand.local.lambda;

import dev.errand.local.template.FunctionSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The environment variables of functions: those of the stage, those of the template and those that
 * Lambda reserves. Source: AWS Lambda Developer Guide, "Defined runtime environment variables".
 *
 * @param stage variables that every function gets, such as region and endpoints; the function's own
 *     take precedence
 * @param runtime the folder of the runtime interface client's jars
 */
record FunctionVariables(Map<String, String> stage, Path runtime) {

  /**
   * Returns the variables of a function.
   *
   * @param root the folder of its unpacked package
   * @param runtimeApi the host and port of the Runtime API of its environment
   */
  Map<String, String> of(FunctionSpec function, Path root, String runtimeApi) {
    Map<String, String> variables = new HashMap<>(stage);
    variables.putAll(function.environment());
    variables.put("_HANDLER", function.handler());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java" + Runtime.version().feature());
    variables.put(
        "AWS_LAMBDA_INITIALIZATION_TYPE", function.snapStart() ? "snap-start" : "on-demand");
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_VERSION", function.alias().isPresent() ? "1" : "$LATEST");
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "" + function.memoryMegabytes());
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    variables.put("AWS_LAMBDA_LOG_STREAM_NAME", function.logicalId());
    variables.put("AWS_LAMBDA_LOG_FORMAT", function.logFormat());
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    variables.put("LAMBDA_TASK_ROOT", root.toString());
    variables.put("LAMBDA_RUNTIME_DIR", runtime.toAbsolutePath().toString());
    variables.put("TZ", ":UTC");
    return variables;
  }
}
