package dev.errand.local.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code ecs:runTask.sync}: runs a task and waits until it has stopped. It succeeds if the
 * container exits with 0; otherwise the error is {@code States.TaskFailed} and its cause the task's
 * description.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html">Run ECS
 *     tasks</a>
 */
public final class RunTaskSync implements ServiceIntegration {

  /** What a Task state names as its {@code Resource}. */
  public static final String RESOURCE = "arn:aws:states:::ecs:runTask.sync";

  private final Ecs ecs;
  private final RunTaskPermission permission;

  /** Runs the tasks in this ECS, if the state machine's role may. */
  public RunTaskSync(Ecs ecs, RunTaskPermission permission) {
    this.ecs = ecs;
    this.permission = permission;
  }

  @Override
  public RunningCall start(Call call) {
    RunTaskRequest request = RunTaskRequest.read(call.parameters(), ecs.resources(), permission);
    AcceptedTask task = ecs.run(call.token(), request);
    JsonNode submission = submission(task.task());
    CompletableFuture<JsonNode> result = task.whenStopped().thenApply(this::result);
    return RunningCall.of(submission, result, reason -> task.stop("UserInitiated", reason));
  }

  private JsonNode submission(Task task) {
    ObjectNode submission = Json.object();
    submission.putArray("Failures");
    submission.putObject("SdkHttpMetadata").put("HttpStatusCode", 200);
    submission.putArray("Tasks").add(ecs.description().forStepFunctions(task));
    return submission;
  }

  private JsonNode result(Task task) {
    ObjectNode description = ecs.description().forStepFunctions(task);
    Task.Lifecycle lifecycle = task.lifecycle();
    if (lifecycle.exitCode().equals(Optional.of(0))
        && lifecycle.stopCode().equals(Optional.of("EssentialContainerExited"))) {
      return description;
    }
    throw new StatesError("States.TaskFailed", Json.write(description));
  }
}
