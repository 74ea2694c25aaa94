package dev.errand.states.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.state.State;
import dev.errand.states.state.TaskState;
import dev.errand.states.value.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Optional;

/**
 * The context object, which {@code $$} and {@code $states.context} refer to.
 *
 * @param executionArn {@code Execution.Id}
 * @param executionName {@code Execution.Name}
 * @param input {@code Execution.Input}
 * @param startTime {@code Execution.StartTime}
 * @param redriveCount {@code Execution.RedriveCount}
 * @param redriveTime {@code Execution.RedriveTime}, once it was redriven
 * @param roleArn {@code Execution.RoleArn}
 * @param stateMachineArn {@code StateMachine.Id}
 * @param stateMachineName {@code StateMachine.Name}
 * @see <a
 *     href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">the
 *     Context object</a>
 */
public record ContextObject(
    String executionArn,
    String executionName,
    JsonNode input,
    Instant startTime,
    int redriveCount,
    Optional<Instant> redriveTime,
    String roleArn,
    String stateMachineArn,
    String stateMachineName) {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** The context object of a state that a branch runs. */
  JsonNode at(Branch branch, State state) {
    StateExecution current = branch.current();
    ObjectNode context = Json.object();
    ObjectNode execution = context.putObject("Execution");
    execution.put("Id", executionArn).set("Input", input);
    execution
        .put("StartTime", MILLIS.format(startTime))
        .put("Name", executionName)
        .put("RoleArn", roleArn)
        .put("RedriveCount", redriveCount);
    redriveTime.ifPresent(time -> execution.put("RedriveTime", MILLIS.format(time)));
    context.putObject("StateMachine").put("Id", stateMachineArn).put("Name", stateMachineName);
    ObjectNode entered =
        context
            .putObject("State")
            .put("Name", current.state())
            .put("EnteredTime", MILLIS.format(current.entered()));
    if (state.isRetried()) {
      entered.put("RetryCount", current.retryCount());
    }
    if (state instanceof TaskState task && task.resource().hasTaskToken()) {
      context.putObject("Task").put("Token", taskToken(branch));
    }
    return context;
  }

  /**
   * The task token of a branch's call, by which callbacks name it; the same for the same attempt.
   */
  public String taskToken(Branch branch) {
    String identity = executionArn + " " + branch.attempt();
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(identity.getBytes(StandardCharsets.UTF_8));
  }
}
