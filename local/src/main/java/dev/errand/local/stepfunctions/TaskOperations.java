package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.execution.Branch;
import dev.errand.states.execution.ExecutionUpdate;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The operations on activities and on tasks that wait for a callback. */
final class TaskOperations {

  /** How long GetActivityTask waits for a task. */
  private static final Duration LONG_POLL = Duration.ofSeconds(60);

  private final Activities activities;
  private final Executions executions;
  private final ResponseBodies shapes;

  TaskOperations(Activities activities, Executions executions, ResponseBodies shapes) {
    this.activities = activities;
    this.executions = executions;
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
    Activities.Activity activity = activities.create(input.required("name"), Instant.now());
    ObjectNode shape = shapes.activity(activity);
    shape.remove("name");
    return shape;
  }

  private ObjectNode describeActivity(Input input) {
    return shapes.activity(activities.get(input.required("activityArn")));
  }

  private ObjectNode deleteActivity(Input input) {
    activities.delete(input.required("activityArn"));
    return Json.object();
  }

  private ObjectNode listActivities(Input input) {
    return Page.of(
            activities.all(),
            Activities.Activity::arn,
            input.nextToken(1024),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("activities", shapes::activity);
  }

  private ObjectNode getActivityTask(Input input) {
    Optional<ServiceIntegration.Call> taken =
        activities.take(input.required("activityArn"), LONG_POLL);
    ObjectNode answer = Json.object();
    taken.ifPresent(
        call -> {
          Optional<String> worker = input.text("workerName");
          callBack(call.taskToken(), (update, branch) -> update.startActivity(branch, worker));
          answer.put("taskToken", call.taskToken()).put("input", Json.write(call.parameters()));
        });
    return answer;
  }

  private ObjectNode sendTaskSuccess(Input input) {
    JsonNode output = output(input.required("output"));
    callBack(input.required("taskToken"), (update, branch) -> update.succeed(branch, output));
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
    StatesError error = new StatesError(input.text("error"), input.text("cause"));
    callBack(input.required("taskToken"), (update, branch) -> update.fail(branch, error));
    return Json.object();
  }

  private ObjectNode sendTaskHeartbeat(Input input) {
    callBack(input.required("taskToken"), (update, branch) -> update.heartbeat(branch));
    return Json.object();
  }

  /**
   * Reports the end or the heartbeat of a task to its execution.
   *
   * @param report gets the update of the execution and the id of the branch that waits
   * @throws AwsError {@code InvalidToken}, {@code TaskTimedOut}
   */
  private void callBack(String taskToken, BiConsumer<ExecutionUpdate, Integer> report) {
    TaskToken token = TaskToken.read(taskToken);
    Optional<ExecutionRunner> runner = executions.runner(token.executionArn());
    int branch =
        runner
            .flatMap(found -> found.calling(token.attempt()))
            .map(Branch::id)
            .orElseThrow(
                () ->
                    new AwsError(
                        "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'"));
    runner.orElseThrow().post(token.attempt(), branch, update -> report.accept(update, branch));
  }
}
