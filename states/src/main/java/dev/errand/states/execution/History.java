package dev.errand.states.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.state.Step;
import dev.errand.states.state.TaskResource;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The events that a change adds to an execution's history, as GetExecutionHistory answers them.
 * Each method gives the id of its event.
 */
final class History {

  private final Instant now;
  private final int before;
  private final List<ObjectNode> events = new ArrayList<>();

  /**
   * A history.
   *
   * @param before how many events it has so far
   */
  History(Instant now, int before) {
    this.now = now;
    this.before = before;
  }

  List<ObjectNode> events() {
    return events;
  }

  int count() {
    return before + events.size();
  }

  int executionStarted(JsonNode input, String roleArn) {
    ObjectNode details = Json.object().put("input", Json.write(input));
    truncated(details, "inputDetails");
    return add("ExecutionStarted", 0, "executionStarted", details.put("roleArn", roleArn));
  }

  int executionSucceeded(int after, JsonNode output) {
    return add("ExecutionSucceeded", after, "executionSucceeded", output(Json.object(), output));
  }

  int executionEnded(int after, ExecutionResult ending) {
    String type =
        switch (ending.kind()) {
          case FAILED -> "ExecutionFailed";
          case TIMED_OUT -> "ExecutionTimedOut";
          case ABORTED -> "ExecutionAborted";
          case SUCCEEDED -> throw new IllegalArgumentException("it has not failed");
        };
    ObjectNode details = Json.object();
    ending.error().ifPresent(error -> details.put("error", error));
    ending.cause().ifPresent(cause -> details.put("cause", cause));
    return add(type, after, decapitalized(type), details);
  }

  int executionRedriven(int after, int redriveCount) {
    return add(
        "ExecutionRedriven",
        after,
        "executionRedriven",
        Json.object().put("redriveCount", redriveCount));
  }

  int stateEntered(int after, String type, String name, JsonNode input) {
    ObjectNode details = Json.object().put("name", name).put("input", Json.write(input));
    truncated(details, "inputDetails");
    return add(type + "StateEntered", after == 1 ? 0 : after, "stateEntered", details);
  }

  int stateExited(int after, String type, String name, DataFlow.StateOutput output) {
    ObjectNode details = output(Json.object().put("name", name), output.value());
    if (!output.assigned().isEmpty()) {
      ObjectNode assigned = details.putObject("assignedVariables");
      output.assigned().forEach((variable, value) -> assigned.put(variable, Json.write(value)));
      truncated(details, "assignedVariablesDetails");
    }
    return add(type + "StateExited", after, "stateExited", details);
  }

  int evaluationFailed(int after, String state, StatesError error) {
    ObjectNode details =
        Json.object()
            .put("error", error.error().orElse(null))
            .put("cause", error.cause().orElse(null))
            .put("state", state);
    error.location().ifPresent(location -> details.put("location", location));
    return add("EvaluationFailed", after, "evaluationFailed", details);
  }

  /** An event of no details, such as {@code ParallelStateStarted}. */
  int plain(int after, String type) {
    return add(type, after, null, null);
  }

  int mapStateStarted(int after, int length) {
    return add("MapStateStarted", after, "mapStateStarted", Json.object().put("length", length));
  }

  int mapRunStarted(int after, String arn) {
    return add("MapRunStarted", after, "mapRunStarted", Json.object().put("mapRunArn", arn));
  }

  int mapRunRedriven(int after, String arn, int redriveCount) {
    return add(
        "MapRunRedriven",
        after,
        "mapRunRedriven",
        Json.object().put("mapRunArn", arn).put("redriveCount", redriveCount));
  }

  /** An event of an iteration: Started, Succeeded, Failed or Aborted. */
  int mapIteration(int after, String what, String name, int index) {
    return add(
        "MapIteration" + what,
        after,
        "mapIteration" + what,
        Json.object().put("name", name).put("index", index));
  }

  int scheduled(int after, Step.Call call, String region) {
    return switch (call.resource().kind()) {
      case FUNCTION ->
          add(
              "LambdaFunctionScheduled",
              after,
              "lambdaFunctionScheduled",
              withInput(call, Json.object().put("resource", call.resource().arn())));
      case ACTIVITY ->
          add(
              "ActivityScheduled",
              after,
              "activityScheduled",
              withInput(call, Json.object().put("resource", call.resource().arn())));
      case SERVICE ->
          add(
              "TaskScheduled",
              after,
              "taskScheduled",
              limits(
                  call,
                  service(call.resource())
                      .put("region", region)
                      .put("parameters", Json.write(call.parameters()))));
      case MAP_RUN -> throw new IllegalArgumentException("no Task state names a Map Run");
    };
  }

  private static ObjectNode withInput(Step.Call call, ObjectNode details) {
    details.put("input", Json.write(call.parameters()));
    truncated(details, "inputDetails");
    return limits(call, details);
  }

  private static ObjectNode limits(Step.Call call, ObjectNode details) {
    call.timeout().map(Duration::toSeconds).ifPresent(s -> details.put("timeoutInSeconds", s));
    call.heartbeat().map(Duration::toSeconds).ifPresent(s -> details.put("heartbeatInSeconds", s));
    return details;
  }

  int started(int after, TaskResource resource, Optional<String> worker) {
    return switch (resource.kind()) {
      case FUNCTION -> plain(after, "LambdaFunctionStarted");
      case ACTIVITY -> {
        ObjectNode details = Json.object();
        worker.ifPresent(name -> details.put("workerName", name));
        yield add("ActivityStarted", after, "activityStarted", details);
      }
      case SERVICE -> add("TaskStarted", after, "taskStarted", service(resource));
      case MAP_RUN -> throw new IllegalArgumentException("a Map Run has MapRunStarted");
    };
  }

  int submitted(int after, TaskResource resource, JsonNode submission) {
    return add("TaskSubmitted", after, "taskSubmitted", output(service(resource), submission));
  }

  int succeeded(int after, TaskResource resource, JsonNode result) {
    if (resource.kind() == TaskResource.Kind.MAP_RUN) {
      return plain(after, "MapRunSucceeded");
    }
    String what = subject(resource) + "Succeeded";
    return add(what, after, decapitalized(what), output(named(resource), result));
  }

  int failed(int after, BranchStatus.Calling call, StatesError error) {
    TaskResource resource = TaskResource.of(call.resource());
    boolean timedOut = error.isNamedBy(List.of(StatesError.TIMEOUT));
    String what = subject(resource) + (timedOut ? "TimedOut" : "Failed");
    if (!timedOut && !call.submitted() && resource.isSubmitted()) {
      what = "TaskSubmitFailed";
    }
    return add(what, after, decapitalized(what), failure(named(resource), error));
  }

  private static String subject(TaskResource resource) {
    return switch (resource.kind()) {
      case FUNCTION -> "LambdaFunction";
      case ACTIVITY -> "Activity";
      case SERVICE -> "Task";
      case MAP_RUN -> "MapRun";
    };
  }

  private static ObjectNode named(TaskResource resource) {
    return resource.kind() == TaskResource.Kind.SERVICE ? service(resource) : Json.object();
  }

  private static ObjectNode service(TaskResource resource) {
    return Json.object().put("resourceType", resource.type()).put("resource", resource.action());
  }

  private static ObjectNode failure(ObjectNode details, StatesError error) {
    error.error().ifPresent(name -> details.put("error", name));
    error.cause().ifPresent(cause -> details.put("cause", cause));
    return details;
  }

  private static ObjectNode output(ObjectNode details, JsonNode output) {
    details.put("output", Json.write(output));
    truncated(details, "outputDetails");
    return details;
  }

  private static void truncated(ObjectNode details, String field) {
    details.putObject(field).put("truncated", false);
  }

  private static String decapitalized(String type) {
    return Character.toLowerCase(type.charAt(0)) + type.substring(1);
  }

  private int add(String type, int after, String field, ObjectNode details) {
    int id = count() + 1;
    ObjectNode event = Json.object();
    event
        .put("timestamp", BigDecimal.valueOf(now.toEpochMilli(), 3))
        .put("type", type)
        .put("id", id)
        .put("previousEventId", after);
    if (details != null) {
      event.set(field + "EventDetails", details);
    }
    events.add(event);
    return id;
  }
}
