package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.value.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The operations on the versions of state machines. */
record VersionOperations(
    StateMachines machines, StateMachineVersions versions, ResponseBodies shapes) {

  Map<String, Function<Input, ObjectNode>> byName() {
    return Map.of(
        "PublishStateMachineVersion", this::publish,
        "DeleteStateMachineVersion", this::delete,
        "ListStateMachineVersions", this::list);
  }

  private ObjectNode publish(Input input) {
    String arn = input.required("stateMachineArn");
    StateMachine.Version version =
        versions.publish(arn, input.text("revisionId"), input.text("description"));
    return shapes.version(machines.get(arn), version);
  }

  private ObjectNode delete(Input input) {
    versions.delete(input.required("stateMachineVersionArn"));
    return Json.object();
  }

  private ObjectNode list(Input input) {
    StateMachine machine = machines.get(input.required("stateMachineArn"));
    List<StateMachine.Version> newestFirst =
        machine.versions().stream()
            .sorted(Comparator.comparing(StateMachine.Version::number).reversed())
            .toList();
    return Page.of(
            newestFirst,
            version -> version.arn(machine),
            input.nextToken(1024),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("stateMachineVersions", version -> shapes.version(machine, version));
  }
}
