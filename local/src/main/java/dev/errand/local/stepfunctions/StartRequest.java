package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What StartExecution is asked for.
 *
 * @param stateMachineArn of a state machine, a version or an alias
 * @param name of the execution
 * @param input JSON
 * @param traceHeader of X-Ray, if one was given
 */
record StartRequest(
    String stateMachineArn, String name, String input, Optional<String> traceHeader) {

  /** Bytes in UTF-8 that an input may have. */
  private static final int MAX_INPUT = 262_144;

  private static final Pattern TRACE_HEADER = Pattern.compile("\\p{ASCII}{0,256}");

  /** A request without a trace header. */
  StartRequest(String stateMachineArn, String name, String input) {
    this(stateMachineArn, name, input, Optional.empty());
  }

  /** The name of an execution whose caller gives none. */
  static String generatedName() {
    return UUID.randomUUID().toString();
  }

  /**
   * Checks all but the state machine.
   *
   * @throws AwsError {@code InvalidName}, {@code InvalidExecutionInput}, {@code
   *     ValidationException}
   */
  void check() {
    ExecutionName.check(name);
    checkInput();
    traceHeader.ifPresent(StartRequest::checkTraceHeader);
  }

  private void checkInput() {
    if (input.getBytes(StandardCharsets.UTF_8).length > MAX_INPUT) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'input' failed to satisfy constraint: "
              + "Member must have length less than or equal to 262144");
    }
    try {
      Json.read(input);
    } catch (JsonProcessingException e) {
      throw new AwsError(
          "InvalidExecutionInput",
          "Invalid State Machine Execution Input: '%s'"
              .formatted(input.isBlank() ? "Invalid execution input." : e.getOriginalMessage()));
    }
  }

  private static void checkTraceHeader(String traceHeader) {
    if (!TRACE_HEADER.matcher(traceHeader).matches()) {
      throw new AwsError(
          "ValidationException",
          "1 validation error detected: Value at 'traceHeader' failed to satisfy constraint: "
              + "Member must satisfy regular expression pattern: "
              + TRACE_HEADER);
    }
  }
}
