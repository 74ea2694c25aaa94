package dev.errand.functions.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.FailureCode;
import dev.errand.core.Violation;
import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.ReportTypes;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.Failure;
import dev.errand.functions.report.Progress;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads the published failure from an execution's error and cause.
 *
 * <p>The cause of a failed {@code ecs:runTask.sync} is the task's description as a JSON text with
 * {@code Containers[].ExitCode}, {@code StopCode} and {@code StoppedReason} (API reference of ECS,
 * {@code Task}).
 */
final class FailureParser {

  /** Stop codes of a task that was ended from outside. */
  private static final Set<String> ENDED_FROM_OUTSIDE =
      Set.of("SpotInterruption", "TerminationNotice", "ServiceSchedulerInitiated", "UserInitiated");

  /** The exit code after SIGTERM: 128 + 15. */
  private static final int TERMINATED = 143;

  /** The container that writes the report; beside it there can be sidecars, in any order. */
  private static final String WORKER = "worker";

  /** The maximum number of violations in a failure. */
  private static final int MAX_VIOLATIONS = 5;

  private final RequestParser requests = new RequestParser(ReportTypes.onClassPath());
  private final ObjectMapper json = new ObjectMapper();

  /** The failure of an execution that failed, timed out or was aborted without being asked to. */
  Failure of(Execution execution, Optional<Progress> progress) {
    FailureCode code = code(execution);
    return progress
        .flatMap(Progress::failure)
        .filter(written -> written.code() == code)
        .orElseGet(() -> failure(code, execution));
  }

  /** A worker that cannot read the request cannot name the client, so the request is read here. */
  private Failure failure(FailureCode code, Execution execution) {
    return code == FailureCode.INVALID_REQUEST
        ? execution.input().map(this::invalid).orElse(Failure.of(code))
        : Failure.of(code);
  }

  private Failure invalid(String input) {
    if (requests.parse(input) instanceof ParsedRequest.Invalid invalid) {
      String violations =
          invalid.violations().stream()
              .limit(MAX_VIOLATIONS)
              .map(Violation::sentence)
              .collect(Collectors.joining(" "));
      return new Failure(
          FailureCode.INVALID_REQUEST, "The report request is not valid: " + violations);
    }
    return Failure.of(FailureCode.INVALID_REQUEST);
  }

  private FailureCode code(Execution execution) {
    return switch (execution.status()) {
      case TIMED_OUT -> FailureCode.TIMED_OUT;
      case ABORTED -> FailureCode.EXECUTION_ABORTED;
      case FAILED, RUNNING, SUCCEEDED ->
          codeOf(execution.error().orElse(""), execution.cause().orElse(""));
    };
  }

  private FailureCode codeOf(String error, String cause) {
    if (error.equals(Execution.RESULT_MISSING)) {
      return FailureCode.RESULT_MISSING;
    }
    if (error.equals(Execution.UNKNOWN_TYPE)) {
      return FailureCode.INVALID_REQUEST;
    }
    if (error.equals("States.Timeout")) {
      return FailureCode.TIMED_OUT;
    }
    if (error.startsWith("ECS.") || error.startsWith("AmazonECS.")) {
      return FailureCode.TASK_START_FAILED;
    }
    return codeOf(task(cause));
  }

  private static FailureCode codeOf(JsonNode task) {
    String stopCode = task.path("StopCode").asText();
    if (stopCode.equals("TaskFailedToStart")) {
      return FailureCode.TASK_START_FAILED;
    }
    for (JsonNode container : task.path("Containers")) {
      if (!container.path("Name").asText().equals(WORKER)) {
        continue;
      }
      int exitCode = container.path("ExitCode").asInt(0);
      if (container.path("Reason").asText().startsWith("OutOfMemory")) {
        return FailureCode.OUT_OF_MEMORY;
      }
      if (exitCode == TERMINATED || (exitCode != 0 && ENDED_FROM_OUTSIDE.contains(stopCode))) {
        return FailureCode.INTERRUPTED;
      }
      if (exitCode != 0) {
        return FailureCode.ofExitCode(exitCode).orElse(FailureCode.EXECUTION_FAILED);
      }
    }
    return ENDED_FROM_OUTSIDE.contains(stopCode)
        ? FailureCode.INTERRUPTED
        : FailureCode.EXECUTION_FAILED;
  }

  /** The task's description, or nothing if the cause is something else or was cut off. */
  private JsonNode task(String cause) {
    try {
      return json.readTree(cause);
    } catch (JsonProcessingException e) {
      return json.missingNode();
    }
  }
}
