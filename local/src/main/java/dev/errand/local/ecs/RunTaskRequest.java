package dev.errand.local.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.template.ClusterSpec;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What RunTask is asked for, checked as ECS checks it.
 *
 * @param container of the definition: there is one
 * @param overrides as they were given, for the task's description
 * @param environment what the overrides add
 * @param arguments that replace the image's, if the overrides have any
 */
record RunTaskRequest(
    ClusterSpec cluster,
    TaskDefinition definition,
    TaskDefinitionSpec.ContainerSpec container,
    JsonNode overrides,
    Map<String, String> environment,
    List<String> arguments,
    String startedBy) {

  /** Characters that all overrides may have together, written as JSON. */
  private static final int MAX_OVERRIDES = 8192;

  /**
   * Reads the parameters of {@code ecs:runTask.sync}.
   *
   * @throws StatesError with the name under which Step Functions passes ECS's refusal on
   */
  static RunTaskRequest read(
      JsonNode parameters, EcsResources resources, RunTaskPermission permission) {
    List<String> unknown = RunTaskParameters.unknown(parameters);
    if (!unknown.isEmpty()) {
      throw new StatesError(
          "States.Runtime",
          "The local stage does not have %s of runTask".formatted(String.join(", ", unknown)));
    }
    ClusterSpec cluster =
        resources
            .cluster(parameters.path("Cluster").asText("default"))
            .orElseThrow(() -> refused("ClusterNotFoundException", "Cluster not found."));
    TaskDefinition definition =
        resources
            .definition(text(parameters, "TaskDefinition"))
            .orElseThrow(() -> refused("ClientException", "TaskDefinition not found."));
    permission.check(definition);
    if (!definition.active()) {
      throw refused("ClientException", "TaskDefinition is inactive");
    }
    checkPlacement(parameters, cluster);
    if (parameters.path("Count").asInt(1) != 1) {
      throw invalid("The local stage runs one task at a time: Count has to be 1.");
    }
    JsonNode overrides = parameters.path("Overrides");
    if (Json.write(overrides.isMissingNode() ? Json.object() : overrides).length()
        > MAX_OVERRIDES) {
      throw invalid("Container Overrides length must be at most " + MAX_OVERRIDES);
    }
    TaskDefinitionSpec.ContainerSpec container = definition.spec().containers().get(0);
    Optional<JsonNode> override = override(overrides, container.name());
    return new RunTaskRequest(
        cluster,
        definition,
        container,
        overrides,
        override.map(RunTaskRequest::environment).orElse(Map.of()),
        override.map(RunTaskRequest::arguments).orElse(List.of()),
        parameters.path("StartedBy").asText("AWS Step Functions"));
  }

  private static void checkPlacement(JsonNode parameters, ClusterSpec cluster) {
    String launchType =
        parameters.path("LaunchType").asText(cluster.placesTasks() ? "FARGATE" : "EC2");
    if (launchType.equals("EC2")) {
      throw invalid("No Container Instances were found in your cluster.");
    }
    if (!launchType.equals("FARGATE")) {
      throw invalid("The local stage runs LaunchType FARGATE only, not " + launchType);
    }
    JsonNode network = parameters.at("/NetworkConfiguration/AwsvpcConfiguration");
    if (!network.isObject()) {
      throw invalid(
          "Network Configuration must be provided when networkMode 'awsvpc' is specified.");
    }
    JsonNode subnets = network.path("Subnets");
    if (!subnets.isArray() || subnets.isEmpty()) {
      throw invalid("subnets can not be empty.");
    }
    String publicIp = network.path("AssignPublicIp").asText("DISABLED");
    if (!Set.of("ENABLED", "DISABLED").contains(publicIp)) {
      throw invalid("AssignPublicIp has to be ENABLED or DISABLED.");
    }
  }

  private static Optional<JsonNode> override(JsonNode overrides, String container) {
    Optional<JsonNode> found = Optional.empty();
    for (JsonNode override : overrides.path("ContainerOverrides")) {
      String name = override.path("Name").asText();
      if (!name.equals(container)) {
        throw invalid(
            "Override for container named %s is not a container in the TaskDefinition."
                .formatted(name));
      }
      found = Optional.of(override);
    }
    return found;
  }

  private static Map<String, String> environment(JsonNode override) {
    Map<String, String> environment = new TreeMap<>();
    for (JsonNode variable : override.path("Environment")) {
      environment.put(text(variable, "Name"), text(variable, "Value"));
    }
    return environment;
  }

  private static List<String> arguments(JsonNode override) {
    List<String> arguments = new ArrayList<>();
    override.path("Command").forEach(word -> arguments.add(word.asText()));
    return arguments;
  }

  private static String text(JsonNode object, String field) {
    JsonNode value = object.path(field);
    if (!value.isTextual()) {
      throw invalid("%s has to be a text.".formatted(field));
    }
    return value.textValue();
  }

  private static StatesError invalid(String message) {
    return refused("InvalidParameterException", message);
  }

  private static StatesError refused(String error, String message) {
    return new StatesError(
        "ECS." + error,
        "%s (Service: AmazonECS; Status Code: 400; Error Code: %s)".formatted(message, error));
  }
}
