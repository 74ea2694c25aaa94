package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.Json;
import java.time.Instant;

/** What the API answers about state machines and executions. */
record Shapes(StepFunctions service) {

  ObjectNode execution(Execution execution) {
    Execution.Outcome outcome = execution.outcome();
    ObjectNode shape = Json.object();
    shape
        .put("executionArn", execution.arn())
        .put("stateMachineArn", execution.start().stateMachineArn())
        .put("name", execution.start().name())
        .put("status", execution.status().name())
        .put("startDate", Wire.seconds(execution.start().date()));
    date(shape, "stopDate", outcome.stopDate());
    shape.put("input", execution.start().input()).putObject("inputDetails").put("included", true);
    if (outcome.output() != null) {
      shape.put("output", outcome.output()).putObject("outputDetails").put("included", true);
    }
    text(shape, "error", outcome.error());
    text(shape, "cause", outcome.cause());
    shape.put("redriveCount", execution.redrives().count());
    date(shape, "redriveDate", execution.redrives().date());
    shape.put("redriveStatus", Redrive.status(execution.status()));
    text(shape, "redriveStatusReason", Redrive.reason(execution.status()));
    return shape;
  }

  ObjectNode listed(Summary summary) {
    ObjectNode shape =
        Json.object()
            .put("executionArn", summary.arn())
            .put("stateMachineArn", summary.stateMachineArn())
            .put("name", summary.name())
            .put("status", summary.status().name())
            .put("startDate", Wire.seconds(summary.startDate()))
            .put("redriveCount", summary.redrives().count());
    date(shape, "stopDate", summary.stopDate());
    date(shape, "redriveDate", summary.redrives().date());
    return shape;
  }

  ObjectNode listed(StateMachine machine) {
    return Json.object()
        .put("stateMachineArn", machine.arn())
        .put("name", machine.name())
        .put("type", "STANDARD")
        .put("creationDate", Wire.seconds(machine.created()));
  }

  ObjectNode stateMachine(StateMachine machine) {
    return listed(machine)
        .put("status", "ACTIVE")
        .put("definition", service.definition(machine.revision()))
        .put("roleArn", machine.roleArn())
        .put("revisionId", machine.revision());
  }

  /** With the definition that the execution runs, which may be an older one. */
  ObjectNode stateMachineFor(Execution execution) {
    StateMachine machine = service.stateMachine(execution.start().stateMachineArn());
    return Json.object()
        .put("stateMachineArn", machine.arn())
        .put("name", machine.name())
        .put("definition", service.definition(execution.start().revision()))
        .put("roleArn", machine.roleArn())
        .put("updateDate", Wire.seconds(machine.created()))
        .put("revisionId", execution.start().revision());
  }

  private static void date(ObjectNode shape, String member, Instant instant) {
    if (instant != null) {
      shape.put(member, Wire.seconds(instant));
    }
  }

  private static void text(ObjectNode shape, String member, String text) {
    if (text != null) {
      shape.put(member, text);
    }
  }
}
