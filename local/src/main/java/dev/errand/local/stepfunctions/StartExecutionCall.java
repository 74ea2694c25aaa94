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

  private final StepFunctions service;

  StartExecutionCall(StepFunctions service) {
    this.service = service;
  }

  @Override
  public RunningCall start(Call call) {
    Execution started = started(call);
    ObjectNode submission = Json.object();
    submission.put("ExecutionArn", started.arn());
    submission.put("StartDate", started.start().date().toEpochMilli());
    CompletableFuture<JsonNode> result =
        call.resource().contains(".sync")
            ? service.whenEnded(started.arn()).thenApply(end -> result(call, end))
            : CompletableFuture.completedFuture(submission);
    return RunningCall.of(
        submission,
        result,
        reason -> {
          if (call.resource().contains(".sync")) {
            service.stopExecution(started.arn(), null, reason);
          }
        });
  }

  /** Under a name of the call's own, unless it says one: a second time it is the same execution. */
  private Execution started(Call call) {
    JsonNode parameters = call.parameters();
    JsonNode input = parameters.path("Input");
    String text =
        input.isMissingNode() ? "{}" : input.isTextual() ? input.textValue() : Json.write(input);
    String name = parameters.path("Name").asText(call.token());
    try {
      return service.start(parameters.path("StateMachineArn").asText(), Optional.of(name), text);
    } catch (AwsError refused) {
      if (refused.type().equals("ExecutionAlreadyExists") && !parameters.has("Name")) {
        return service.started(parameters.path("StateMachineArn").asText(), name);
      }
      throw new StatesError("StepFunctions." + refused.type() + "Exception", refused.getMessage());
    }
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
        .put("StopDate", end.outcome().stopDate().toEpochMilli());
    put(description, "Input", end.start().input(), parsed);
    put(description, "Output", end.outcome().output(), parsed);
    put(description, "Error", end.outcome().error(), false);
    put(description, "Cause", end.outcome().cause(), false);
    description.putObject("InputDetails").put("Included", true);
    if (end.status() != Status.SUCCEEDED) {
      throw new StatesError("States.TaskFailed", Json.write(description));
    }
    description.putObject("OutputDetails").put("Included", true);
    return description;
  }

  private static void put(ObjectNode description, String member, String text, boolean parsed) {
    if (text == null) {
      return;
    }
    try {
      description.set(
          member, parsed ? Json.read(text) : Json.MAPPER.getNodeFactory().textNode(text));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + text, e);
    }
  }
}
