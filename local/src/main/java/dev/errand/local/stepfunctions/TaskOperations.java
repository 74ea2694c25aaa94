package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The operations on activities and on tasks that wait for a report. */
final class TaskOperations {

  /** How long GetActivityTask waits for a task. */
  private static final Duration LONG_POLL = Duration.ofSeconds(60);

  private final StepFunctions service;
  private final ResponseBodies shapes;

  TaskOperations(StepFunctions service, ResponseBodies shapes) {
    this.service = service;
    this.shapes = shapes;
  }

  Map<String, Function<Input, ObjectNode>> byName() {
    return Map.of(
        "CreateActivity", this::createActivity,
        "DescribeActivity", this::describeActivity,
        "DeleteActivity", this::deleteActivity,
        "ListActivities", this::listActivities,
        "GetActivityTask", this::getActivityTask,
        "SendTaskSuccess", this::sendTaskSuccess,
        "SendTaskFailure", this::sendTaskFailure,
        "SendTaskHeartbeat", this::sendTaskHeartbeat);
  }

  private ObjectNode createActivity(Input input) {
    Activities.Activity activity =
        service.activities().create(input.required("name"), Instant.now());
    ObjectNode shape = shapes.activity(activity);
    shape.remove("name");
    return shape;
  }

  private ObjectNode describeActivity(Input input) {
    return shapes.activity(service.activities().get(input.required("activityArn")));
  }

  private ObjectNode deleteActivity(Input input) {
    service.activities().delete(input.required("activityArn"));
    return Json.object();
  }

  private ObjectNode listActivities(Input input) {
    return Page.of(
            service.activities().all(),
            Activities.Activity::arn,
            input.nextToken(1024),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("activities", shapes::activity);
  }

  private ObjectNode getActivityTask(Input input) {
    Optional<ServiceIntegration.Call> taken =
        service.activities().take(input.required("activityArn"), LONG_POLL);
    ObjectNode answer = Json.object();
    taken.ifPresent(
        call -> {
          Optional<String> worker = input.text("workerName");
          service.callBack(
              call.taskToken(), (update, branch) -> update.startActivity(branch, worker));
          answer.put("taskToken", call.taskToken()).put("input", Json.write(call.parameters()));
        });
    return answer;
  }

  private ObjectNode sendTaskSuccess(Input input) {
    JsonNode output = output(input.required("output"));
    service.callBack(
        input.required("taskToken"), (update, branch) -> update.succeed(branch, output));
    return Json.object();
  }

  private static JsonNode output(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new AwsError("InvalidOutput", "Invalid Output: '%s'".formatted(e.getOriginalMessage()));
    }
  }

  private ObjectNode sendTaskFailure(Input input) {
    StatesError error =
        new StatesError(input.text("error").orElse(null), input.text("cause").orElse(null));
    service.callBack(input.required("taskToken"), (update, branch) -> update.fail(branch, error));
    return Json.object();
  }

  private ObjectNode sendTaskHeartbeat(Input input) {
    service.callBack(input.required("taskToken"), (update, branch) -> update.heartbeat(branch));
    return Json.object();
  }
}
