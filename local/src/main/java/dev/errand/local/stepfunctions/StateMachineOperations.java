package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.awsjson.AwsError;
import dev.errand.local.awsjson.Input;
import dev.errand.local.awsjson.Page;
import dev.errand.states.definition.Diagnostic;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.value.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** The operations on state machines and their tags. */
final class StateMachineOperations {

  private static final Set<String> TYPES = Set.of("STANDARD", "EXPRESS");

  private static final int MAX_DIAGNOSTICS = 100;

  private final StateMachines machines;
  private final StateMachineVersions versions;
  private final Definitions definitions;
  private final Executions executions;
  private final ExecutionLifecycle lifecycle;
  private final ResponseBodies shapes;
  private final Consumer<String> check;

  /**
   * @param check throws an {@link AwsError} for a definition that cannot be run for reasons that
   *     are not Step Functions'
   */
  StateMachineOperations(
      StateMachines machines,
      StateMachineVersions versions,
      Definitions definitions,
      Executions executions,
      ExecutionLifecycle lifecycle,
      ResponseBodies shapes,
      Consumer<String> check) {
    this.machines = machines;
    this.versions = versions;
    this.definitions = definitions;
    this.executions = executions;
    this.lifecycle = lifecycle;
    this.shapes = shapes;
    this.check = check;
  }

  Map<String, Function<Input, ObjectNode>> byName() {
    return Map.ofEntries(
        Map.entry("CreateStateMachine", this::create),
        Map.entry("UpdateStateMachine", this::update),
        Map.entry("DeleteStateMachine", this::delete),
        Map.entry("DescribeStateMachine", this::describe),
        Map.entry("DescribeStateMachineForExecution", this::describeForExecution),
        Map.entry("ListStateMachines", this::list),
        Map.entry("ValidateStateMachineDefinition", this::validate),
        Map.entry("TagResource", this::tag),
        Map.entry("UntagResource", this::untag),
        Map.entry("ListTagsForResource", this::listTags));
  }

  private ObjectNode create(Input input) {
    String type = input.oneOf("type", TYPES).orElse("STANDARD");
    String definition = input.required("definition");
    StateMachine machine =
        valid(
            () -> {
              check.accept(definition);
              List<Diagnostic> express =
                  type.equals("EXPRESS") ? definitions.validateForExpress(definition) : List.of();
              if (!express.isEmpty()) {
                throw new AwsError(
                    "InvalidDefinition",
                    "Invalid State Machine Definition: '%s'".formatted(express.get(0)));
              }
              return machines.create(
                  new StateMachines.Request(
                      input.required("name"), definition, input.text("roleArn"), type));
            });
    ObjectNode answer =
        Json.object()
            .put("stateMachineArn", machine.arn())
            .put("creationDate", EpochSeconds.seconds(machine.created()));
    if (input.body().path("tags").size() > 0) {
      machines.tag(machine.arn(), tags(input), List.of());
    }
    if (input.flag("publish").orElse(false)) {
      StateMachine.Version version =
          versions.publish(machine.arn(), Optional.empty(), input.text("versionDescription"));
      answer.put("stateMachineVersionArn", version.arn(machine));
    }
    return answer;
  }

  private static <T> T valid(Supplier<T> work) {
    try {
      return work.get();
    } catch (InvalidDefinition e) {
      throw new AwsError("InvalidDefinition", e.getMessage());
    }
  }

  private ObjectNode update(Input input) {
    String arn = input.required("stateMachineArn");
    Optional<String> definition = input.text("definition");
    Optional<String> roleArn = input.text("roleArn");
    if (definition.isEmpty()
        && roleArn.isEmpty()
        && !input.body().has("loggingConfiguration")
        && !input.body().has("tracingConfiguration")) {
      throw new AwsError(
          "MissingRequiredParameter",
          "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
    }
    definition.ifPresent(check);
    StateMachine machine = valid(() -> machines.update(arn, definition, roleArn));
    ObjectNode answer = Json.object();
    machine
        .update()
        .ifPresent(
            update ->
                answer
                    .put("updateDate", EpochSeconds.seconds(update.date()))
                    .put("revisionId", update.revisionId()));
    if (input.flag("publish").orElse(false)) {
      StateMachine.Version version =
          versions.publish(arn, Optional.empty(), input.text("versionDescription"));
      answer.put("stateMachineVersionArn", version.arn(machine));
    }
    return answer;
  }

  private ObjectNode delete(Input input) {
    String arn = input.required("stateMachineArn");
    if (machines.delete(arn)) {
      lifecycle.stopAll(arn);
    }
    return Json.object();
  }

  private ObjectNode describe(Input input) {
    return shapes.stateMachine(machines.target(input.required("stateMachineArn")));
  }

  private ObjectNode describeForExecution(Input input) {
    return shapes.stateMachineFor(executions.get(input.required("executionArn")));
  }

  private ObjectNode list(Input input) {
    return Page.of(
            machines.all(),
            StateMachine::arn,
            input.nextToken(1024),
            input.maxResults(StepFunctionsApi.PAGE, StepFunctionsApi.MAX_PAGE))
        .output("stateMachines", shapes::listed);
  }

  private ObjectNode validate(Input input) {
    String definition = input.body().path("definition").asText();
    if (definition.isBlank()) {
      return ResponseBodies.validation(
          List.of(
              new Diagnostic(
                  "SCHEMA_VALIDATION_FAILED", "Definition must be a valid JSON object", "")),
          MAX_DIAGNOSTICS);
    }
    List<Diagnostic> problems = new ArrayList<>(definitions.validate(definition));
    if (input.oneOf("type", TYPES).orElse("STANDARD").equals("EXPRESS")) {
      List<Diagnostic> express = definitions.validateForExpress(definition);
      problems.removeIf(problem -> has(express, problem.location()));
      problems.addAll(express);
    }
    return ResponseBodies.validation(problems, input.maxResults(MAX_DIAGNOSTICS, MAX_DIAGNOSTICS));
  }

  private static boolean has(List<Diagnostic> problems, String location) {
    return problems.stream().anyMatch(problem -> problem.location().equals(location));
  }

  private ObjectNode tag(Input input) {
    machines.tag(input.required("resourceArn"), tags(input), List.of());
    return Json.object();
  }

  private ObjectNode untag(Input input) {
    machines.tag(input.required("resourceArn"), Map.of(), input.texts("tagKeys"));
    return Json.object();
  }

  private ObjectNode listTags(Input input) {
    ObjectNode answer = Json.object();
    ArrayNode tags = answer.putArray("tags");
    new TreeMap<>(machines.get(input.required("resourceArn")).tags())
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return answer;
  }

  private static Map<String, String> tags(Input input) {
    Map<String, String> tags = new TreeMap<>();
    input
        .body()
        .path("tags")
        .forEach(tag -> tags.put(tag.path("key").asText(), tag.path("value").asText()));
    return tags;
  }
}
