package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code states:startExecution}: starts an execution of another state machine, and with {@code
 * .sync} waits for its end.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">
 *     Start a new workflow from a running execution</a>
 */
final class StartExecutionCall implements ServiceIntegration {

  private static final String RESOURCE = "arn:aws:states:::states:startExecution";

  /** What a Task state can name as its {@code Resource}. */
  static final List<String> RESOURCES =
      List.of(RESOURCE, RESOURCE + ".sync", RESOURCE + ".sync:2", RESOURCE + ".waitForTaskToken");

  private final ExecutionLifecycle lifecycle;
  private final Executions executions;
  private final StateMachines machines;
  private final Arns arns;

  StartExecutionCall(
      ExecutionLifecycle lifecycle, Executions executions, StateMachines machines, Arns arns) {
    this.lifecycle = lifecycle;
    this.executions = executions;
    this.machines = machines;
    this.arns = arns;
  }

  @Override
  public RunningCall start(Call call) {
    Execution started = started(call);
    ObjectNode submission = Json.object();
    submission.put("ExecutionArn", started.arn());
    submission.put("StartDate", started.start().date().toEpochMilli());
    CompletableFuture<JsonNode> result =
        call.resource().contains(".sync")
            ? executions.whenEnded(started.arn()).thenApply(end -> result(call, end))
            : CompletableFuture.completedFuture(submission);
    return RunningCall.of(
        submission,
        result,
        reason -> {
          if (call.resource().contains(".sync")) {
            lifecycle.stop(started.arn(), Optional.empty(), Optional.of(reason));
          }
        });
  }

  /** Its name is that of the parameters or the call's token, so that it is not started twice. */
  private Execution started(Call call) {
    JsonNode parameters = call.parameters();
    String stateMachineArn = parameters.path("StateMachineArn").asText();
    String name = parameters.path("Name").asText(call.token());
    try {
      return lifecycle.start(new StartRequest(stateMachineArn, name, input(parameters)));
    } catch (AwsError refused) {
      if (refused.type().equals("ExecutionAlreadyExists") && !parameters.has("Name")) {
        String machine = machines.startable(stateMachineArn).machine().name();
        return executions.get(arns.execution(machine, name));
      }
      throw new StatesError("StepFunctions." + refused.type() + "Exception", refused.getMessage());
    }
  }

  private static String input(JsonNode parameters) {
    JsonNode input = parameters.path("Input");
    if (input.isMissingNode()) {
      return "{}";
    }
    return input.isTextual() ? input.textValue() : Json.write(input);
  }

  private static JsonNode result(Call call, Execution end) {
    boolean parsed = call.resource().endsWith(":2");
    ObjectNode description = Json.object();
    description
        .put("ExecutionArn", end.arn())
        .put("Name", end.start().name())
        .put("StateMachineArn", end.start().stateMachineArn())
        .put("Status", end.status().name())
        .put("StartDate", end.start().date().toEpochMilli())
        .put("StopDate", end.outcome().stopDate().orElseThrow().toEpochMilli());
    description.set("Input", value(end.start().input(), parsed));
    end.outcome().output().ifPresent(text -> description.set("Output", value(text, parsed)));
    end.outcome().error().ifPresent(text -> description.put("Error", text));
    end.outcome().cause().ifPresent(text -> description.put("Cause", text));
    description.putObject("InputDetails").put("Included", true);
    if (end.status() != Status.SUCCEEDED) {
      throw new StatesError("States.TaskFailed", Json.write(description));
    }
    description.putObject("OutputDetails").put("Included", true);
    return description;
  }

  private static JsonNode value(String json, boolean parsed) {
    if (!parsed) {
      return Json.MAPPER.getNodeFactory().textNode(json);
    }
    try {
      return Json.read(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + json, e);
    }
  }
}
