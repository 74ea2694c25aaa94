package dev.errand.local.ecs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.states.value.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A task as ECS describes it. Step Functions writes every name with a capital letter and times as
 * milliseconds since 1970; the ECS API writes a small letter and seconds.
 */
record TaskDescription(Account account) {

  String arn(Task task) {
    return "arn:aws:ecs:%s:%s:task/%s/%s"
        .formatted(account.region(), account.id(), task.origin().clusterName(), task.id());
  }

  /** As the output, or the cause, of {@code ecs:runTask.sync}. */
  ObjectNode forStepFunctions(Task task) {
    Task.Origin origin = task.origin();
    Task.Lifecycle lifecycle = task.lifecycle();
    ObjectNode description = Json.object();
    description.putArray("Attachments");
    description.putArray("Attributes");
    description
        .put("AvailabilityZone", account.region() + "a")
        .put("ClusterArn", origin.clusterArn())
        .put("Connectivity", "CONNECTED");
    description.putArray("Containers").add(container(task));
    description.put("Cpu", origin.cpu());
    description.put("CreatedAt", lifecycle.createdAt().toEpochMilli());
    description
        .put("DesiredStatus", task.isToRun() ? "RUNNING" : "STOPPED")
        .put("EnableExecuteCommand", false);
    time(description, "ExecutionStoppedAt", lifecycle.stoppedAt());
    description
        .put("Group", "family:" + origin.family())
        .put("LastStatus", lifecycle.status())
        .put("LaunchType", "FARGATE")
        .put("Memory", origin.memory());
    description.set("Overrides", overrides(task));
    description.put("PlatformVersion", "1.4.0");
    time(description, "StartedAt", lifecycle.startedAt());
    description.put("StartedBy", origin.startedBy());
    text(description, "StopCode", lifecycle.stopCode());
    time(description, "StoppedAt", lifecycle.stoppedAt());
    text(description, "StoppedReason", lifecycle.stoppedReason());
    time(description, "StoppingAt", lifecycle.stoppingAt());
    description.putArray("Tags");
    return description
        .put("TaskArn", arn(task))
        .put("TaskDefinitionArn", origin.definitionArn())
        .put("Version", 1);
  }

  /** As DescribeTasks answers it. */
  ObjectNode forEcs(Task task) {
    return (ObjectNode) small(forStepFunctions(task));
  }

  private ObjectNode container(Task task) {
    String id =
        UUID.nameUUIDFromBytes(
                (task.id() + task.origin().containerName()).getBytes(StandardCharsets.UTF_8))
            .toString();
    ObjectNode container =
        Json.object()
            .put(
                "ContainerArn",
                "arn:aws:ecs:%s:%s:container/%s/%s/%s"
                    .formatted(
                        account.region(), account.id(), task.origin().clusterName(), task.id(), id))
            .put("Cpu", "0");
    task.lifecycle().exitCode().ifPresent(exitCode -> container.put("ExitCode", exitCode));
    container
        .put("Image", task.origin().image())
        .put("LastStatus", task.lifecycle().status())
        .put("Name", task.origin().containerName());
    container.putArray("NetworkBindings");
    container.putArray("NetworkInterfaces");
    return container.put("TaskArn", arn(task));
  }

  private static JsonNode overrides(Task task) {
    ObjectNode overrides = Json.object();
    overrides.putArray("ContainerOverrides");
    if (task.overrides() instanceof ObjectNode given) {
      overrides.setAll(given.deepCopy());
    }
    overrides.putArray("InferenceAcceleratorOverrides");
    return overrides;
  }

  private static void time(ObjectNode description, String field, Optional<Instant> instant) {
    instant.ifPresent(present -> description.put(field, present.toEpochMilli()));
  }

  private static void text(ObjectNode description, String field, Optional<String> text) {
    text.ifPresent(present -> description.put(field, present));
  }

  private static JsonNode small(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = Json.MAPPER.createArrayNode();
      array.forEach(element -> copy.add(small(element)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    ObjectNode copy = Json.object();
    object
        .properties()
        .forEach(
            field -> {
              String name = field.getKey();
              String small = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
              JsonNode value = field.getValue();
              if (name.endsWith("At") && value.isNumber()) {
                copy.put(small, BigDecimal.valueOf(value.longValue(), 3));
              } else {
                copy.set(small, small(value));
              }
            });
    return copy;
  }
}
