package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.Json;
import dev.errand.states.StatesError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The events that one change adds to an execution's history, as GetExecutionHistory answers them.
 */
final class History {

  private final Instant now;
  private final String region;
  private final List<ObjectNode> events = new ArrayList<>();
  private final int before;

  /**
   * @param before how many events the history has so far
   */
  History(Instant now, String region, int before) {
    this.now = now;
    this.region = region;
    this.before = before;
  }

  List<ObjectNode> events() {
    return events;
  }

  void executionStarted(String input, String roleArn) {
    details("ExecutionStarted", "executionStartedEventDetails")
        .put("input", input)
        .put("roleArn", roleArn)
        .putObject("inputDetails")
        .put("truncated", false);
  }

  void executionSucceeded(String output) {
    output(details("ExecutionSucceeded", "executionSucceededEventDetails"), output);
  }

  void executionEnded(Status status, String error, String cause) {
    switch (status) {
      case FAILED -> failure("ExecutionFailed", "executionFailedEventDetails", error, cause);
      case ABORTED -> failure("ExecutionAborted", "executionAbortedEventDetails", error, cause);
      case TIMED_OUT -> failure("ExecutionTimedOut", "executionTimedOutEventDetails", error, cause);
      case RUNNING, SUCCEEDED -> throw new IllegalArgumentException(status.name());
    }
  }

  void executionRedriven(int redriveCount) {
    details("ExecutionRedriven", "executionRedrivenEventDetails").put("redriveCount", redriveCount);
  }

  void stateEntered(String type, String name, JsonNode input) {
    details(type + "StateEntered", "stateEnteredEventDetails")
        .put("name", name)
        .put("input", Json.write(input))
        .putObject("inputDetails")
        .put("truncated", false);
  }

  void stateExited(String type, String name, JsonNode output) {
    output(
        details(type + "StateExited", "stateExitedEventDetails").put("name", name),
        Json.write(output));
  }

  void taskScheduled(Phase call, Instant callDue) {
    ObjectNode details =
        task("TaskScheduled", "taskScheduledEventDetails", call)
            .put("region", region)
            .put("parameters", Json.write(call.parameters()));
    if (callDue != null) {
      details.put("timeoutInSeconds", Math.max(1, callDue.getEpochSecond() - now.getEpochSecond()));
    }
  }

  void taskSubmitted(Phase call, JsonNode submission) {
    task("TaskStarted", "taskStartedEventDetails", call);
    output(task("TaskSubmitted", "taskSubmittedEventDetails", call), Json.write(submission));
  }

  void taskSucceeded(Phase call, JsonNode result) {
    output(task("TaskSucceeded", "taskSucceededEventDetails", call), Json.write(result));
  }

  void taskFailed(Phase call, StatesError error) {
    if (error.error().equals("States.Timeout")) {
      failed(task("TaskTimedOut", "taskTimedOutEventDetails", call), error);
    } else if (call.submitted()) {
      failed(task("TaskFailed", "taskFailedEventDetails", call), error);
    } else {
      failed(task("TaskSubmitFailed", "taskSubmitFailedEventDetails", call), error);
    }
  }

  private static void failed(ObjectNode details, StatesError error) {
    details.put("error", error.error()).put("cause", error.cause());
  }

  private void failure(String type, String field, String error, String cause) {
    ObjectNode details = details(type, field);
    if (error != null) {
      details.put("error", error);
    }
    if (cause != null) {
      details.put("cause", cause);
    }
  }

  private static void output(ObjectNode details, String output) {
    details.put("output", output).putObject("outputDetails").put("truncated", false);
  }

  private ObjectNode task(String type, String field, Phase call) {
    String service = call.resource().substring(call.resource().indexOf(":::") + 3);
    String[] parts = service.split(":", 2);
    return details(type, field)
        .put("resourceType", parts[0])
        .put("resource", parts[parts.length - 1]);
  }

  private ObjectNode details(String type, String field) {
    int id = before + events.size() + 1;
    ObjectNode event = Json.object();
    event
        .put("timestamp", Wire.seconds(now))
        .put("type", type)
        .put("id", id)
        .put("previousEventId", id == 2 ? 0 : id - 1);
    events.add(event);
    return event.putObject(field);
  }
}
