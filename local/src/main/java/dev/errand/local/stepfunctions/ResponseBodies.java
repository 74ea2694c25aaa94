package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.definition.Diagnostic;
import dev.errand.states.value.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the API answers about state machines and executions. */
record ResponseBodies(StateMachines machines, Definitions definitions) {

  ObjectNode execution(Execution execution) {
    Execution.Outcome outcome = execution.outcome();
    ObjectNode shape = Json.object();
    shape
        .put("executionArn", execution.arn())
        .put("stateMachineArn", execution.start().shownStateMachineArn())
        .put("name", execution.start().name())
        .put("status", execution.status().name())
        .put("startDate", EpochSeconds.seconds(execution.start().date()));
    text(shape, "stateMachineVersionArn", execution.start().versionArn());
    text(shape, "mapRunArn", execution.start().mapRun().map(Execution.ChildOf::arn));
    text(shape, "stateMachineAliasArn", execution.start().aliasArn());
    date(shape, "stopDate", outcome.stopDate());
    shape.put("input", execution.start().input()).putObject("inputDetails").put("included", true);
    outcome
        .output()
        .ifPresent(
            output -> shape.put("output", output).putObject("outputDetails").put("included", true));
    text(shape, "traceHeader", execution.start().traceHeader());
    text(shape, "error", outcome.error());
    text(shape, "cause", outcome.cause());
    shape.put("redriveCount", execution.redrives().count());
    date(shape, "redriveDate", execution.redrives().date());
    shape.put("redriveStatus", RedriveStatus.of(execution).name());
    text(shape, "redriveStatusReason", RedriveStatus.notRedrivableReason(execution.status()));
    return shape;
  }

  ObjectNode listed(ExecutionListItem summary) {
    ObjectNode shape =
        Json.object()
            .put("executionArn", summary.arn())
            .put("stateMachineArn", summary.stateMachineArn())
            .put("name", summary.name())
            .put("status", summary.status().name())
            .put("startDate", EpochSeconds.seconds(summary.startDate()))
            .put("redriveCount", summary.redrives().count());
    text(shape, "stateMachineVersionArn", summary.versionArn());
    summary.mapRun().ifPresent(of -> shape.put("mapRunArn", of.arn()).put("itemCount", of.items()));
    text(shape, "stateMachineAliasArn", summary.aliasArn());
    date(shape, "stopDate", summary.stopDate());
    date(shape, "redriveDate", summary.redrives().date());
    return shape;
  }

  ObjectNode listed(StateMachine machine) {
    return Json.object()
        .put("stateMachineArn", machine.arn())
        .put("name", machine.name())
        .put("type", machine.type())
        .put("creationDate", EpochSeconds.seconds(machine.created()));
  }

  ObjectNode stateMachine(StateMachines.Target target) {
    StateMachine machine = target.machine();
    ObjectNode shape = listed(machine).put("status", "ACTIVE");
    target
        .version()
        .ifPresent(
            version -> {
              shape
                  .put("stateMachineArn", version.arn(machine))
                  .put("creationDate", EpochSeconds.seconds(version.created()));
              text(shape, "description", version.description());
            });
    shape.put(
        "roleArn", target.version().map(StateMachine.Version::roleArn).orElse(machine.roleArn()));
    machine.update().ifPresent(update -> shape.put("revisionId", update.revisionId()));
    return configured(shape, target.revision());
  }

  /** With the definition that the execution runs, which may be an older one. */
  ObjectNode stateMachineFor(Execution execution) {
    StateMachine machine = machines.ofExecution(execution);
    ObjectNode shape =
        Json.object()
            .put("stateMachineArn", machine.arn())
            .put("name", machine.name())
            .put("roleArn", machine.roleArn())
            .put(
                "updateDate",
                EpochSeconds.seconds(
                    machine.update().map(StateMachine.Update::date).orElse(machine.created())));
    machine.update().ifPresent(update -> shape.put("revisionId", update.revisionId()));
    return configured(shape, execution.start().revision());
  }

  private ObjectNode configured(ObjectNode shape, String revision) {
    shape.put("definition", definitions.text(revision));
    shape.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
    shape.putObject("tracingConfiguration").put("enabled", false);
    shape.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
    Map<String, Set<String>> references = definitions.get(revision).variableReferences();
    if (!references.isEmpty()) {
      ObjectNode all = shape.putObject("variableReferences");
      references.forEach((state, names) -> names.forEach(all.withArray(state)::add));
    }
    return shape;
  }

  ObjectNode version(StateMachine machine, StateMachine.Version version) {
    return Json.object()
        .put("stateMachineVersionArn", version.arn(machine))
        .put("creationDate", EpochSeconds.seconds(version.created()));
  }

  static ObjectNode listed(StateMachine machine, Alias alias) {
    return Json.object()
        .put("stateMachineAliasArn", alias.arn(machine))
        .put("creationDate", EpochSeconds.seconds(alias.created()));
  }

  static ObjectNode alias(StateMachine machine, Alias alias) {
    ObjectNode shape = listed(machine, alias).put("name", alias.name());
    text(shape, "description", alias.description());
    ArrayNode routes = shape.putArray("routingConfiguration");
    alias
        .routes()
        .forEach(
            route ->
                routes
                    .addObject()
                    .put("stateMachineVersionArn", machine.arn() + ":" + route.version())
                    .put("weight", route.weight()));
    return shape.put("updateDate", EpochSeconds.seconds(alias.updated()));
  }

  ObjectNode activity(Activities.Activity activity) {
    return Json.object()
        .put("activityArn", activity.arn())
        .put("name", activity.name())
        .put("creationDate", EpochSeconds.seconds(activity.created()));
  }

  /** What is wrong with a definition, as ValidateStateMachineDefinition answers it. */
  static ObjectNode validation(List<Diagnostic> problems, int maximum) {
    ObjectNode shape = Json.object().put("result", problems.isEmpty() ? "OK" : "FAIL");
    ArrayNode diagnostics = shape.putArray("diagnostics");
    problems.stream()
        .limit(maximum)
        .forEach(
            problem -> {
              ObjectNode diagnostic =
                  diagnostics
                      .addObject()
                      .put("severity", "ERROR")
                      .put("code", problem.code())
                      .put("message", problem.message());
              if (!problem.location().isEmpty()) {
                diagnostic.put("location", problem.location());
              }
            });
    return shape.put("truncated", problems.size() > maximum);
  }

  private static void date(ObjectNode shape, String member, Optional<Instant> instant) {
    instant.ifPresent(present -> shape.put(member, EpochSeconds.seconds(present)));
  }

  private static void text(ObjectNode shape, String member, Optional<String> text) {
    text.ifPresent(present -> shape.put(member, present));
  }
}
