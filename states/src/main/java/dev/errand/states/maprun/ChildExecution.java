package dev.errand.states.maprun;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.value.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * A child execution of a Map Run that has ended.
 *
 * @param stateMachineArn with the label of the Map Run
 * @param redriveCount how often it was redriven
 */
public record ChildExecution(
    String arn,
    String name,
    String stateMachineArn,
    JsonNode input,
    ExecutionResult result,
    Instant started,
    Instant stopped,
    int redriveCount) {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** Whether it has an output. */
  public boolean hasSucceeded() {
    return result.kind() == ExecutionResult.Kind.SUCCEEDED;
  }

  JsonNode output() {
    return result.output().orElseThrow();
  }

  /** Its description in a file of results: the fields in the order of their names. */
  JsonNode description() {
    ObjectNode description = Json.object();
    result.cause().ifPresent(cause -> description.put("Cause", cause));
    result.error().ifPresent(error -> description.put("Error", error));
    description.put("ExecutionArn", arn).put("Input", Json.write(input));
    description.putObject("InputDetails").put("Included", true);
    description.put("Name", name);
    if (hasSucceeded()) {
      description.put("Output", Json.write(output()));
    }
    description.putObject("OutputDetails").put("Included", true);
    description
        .put("RedriveCount", redriveCount)
        .put("RedriveStatus", hasSucceeded() ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN");
    if (hasSucceeded()) {
      description.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    }
    return description
        .put("StartDate", MILLIS.format(started))
        .put("StateMachineArn", stateMachineArn)
        .put("Status", result.kind().name())
        .put("StopDate", MILLIS.format(stopped));
  }
}
