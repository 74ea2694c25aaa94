package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * What {@code $$} leads into.
 *
 * @param executionArn {@code $$.Execution.Id}
 * @param executionName {@code $$.Execution.Name}
 * @param input {@code $$.Execution.Input}
 * @param startTime {@code $$.Execution.StartTime}
 * @param redriveCount {@code $$.Execution.RedriveCount}
 * @param roleArn {@code $$.Execution.RoleArn}
 * @param stateMachineArn {@code $$.StateMachine.Id}
 * @param stateMachineName {@code $$.StateMachine.Name}
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
    String roleArn,
    String stateMachineArn,
    String stateMachineName) {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  JsonNode at(Position position) {
    ObjectNode context = Json.object();
    context
        .putObject("Execution")
        .put("Id", executionArn)
        .put("Name", executionName)
        .put("RoleArn", roleArn)
        .put("StartTime", MILLIS.format(startTime))
        .put("RedriveCount", redriveCount)
        .set("Input", input);
    context
        .putObject("State")
        .put("Name", position.state())
        .put("EnteredTime", MILLIS.format(position.entered()))
        .put("RetryCount", position.retryCount());
    context.putObject("StateMachine").put("Id", stateMachineArn).put("Name", stateMachineName);
    return context;
  }
}
