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
import java.util.UUID;

/**
 * A task as ECS describes it. Step Functions writes every name with a capital letter and times as
 * milliseconds since 1970; the ECS API writes a small letter and seconds.
 */
record TaskDescription(Account account) {

  String arn(Task task) {
    return "arn:aws:ecs:%s:%s:task/%s/%s"
        .formatted(account.region(), account.id(), task.launch().clusterName(), task.id());
  }

  /** As the output, or the cause, of {@code ecs:runTask.sync}. */
  ObjectNode forStepFunctions(Task task) {
    Task.Launch launch = task.launch();
    Task.Course course = task.course();
    ObjectNode description = Json.object();
    description.putArray("Attachments");
    description.putArray("Attributes");
    description
        .put("AvailabilityZone", account.region() + "a")
        .put("ClusterArn", launch.clusterArn())
        .put("Connectivity", "CONNECTED");
    description.putArray("Containers").add(container(task));
    description.put("Cpu", launch.cpu());
    time(description, "CreatedAt", course.createdAt());
    description
        .put("DesiredStatus", task.isWanted() ? "RUNNING" : "STOPPED")
        .put("EnableExecuteCommand", false);
    time(description, "ExecutionStoppedAt", course.stoppedAt());
    description
        .put("Group", "family:" + launch.family())
        .put("LastStatus", course.status())
        .put("LaunchType", "FARGATE")
        .put("Memory", launch.memory());
    description.set("Overrides", overrides(task));
    description.put("PlatformVersion", "1.4.0");
    time(description, "StartedAt", course.startedAt());
    description.put("StartedBy", launch.startedBy());
    text(description, "StopCode", course.stopCode());
    time(description, "StoppedAt", course.stoppedAt());
    text(description, "StoppedReason", course.stoppedReason());
    time(description, "StoppingAt", course.stoppingAt());
    description.putArray("Tags");
    return description
        .put("TaskArn", arn(task))
        .put("TaskDefinitionArn", launch.definitionArn())
        .put("Version", 1);
  }

  /** As DescribeTasks answers it. */
  ObjectNode forEcs(Task task) {
    return (ObjectNode) small(forStepFunctions(task));
  }

  private ObjectNode container(Task task) {
    String id =
        UUID.nameUUIDFromBytes(
                (task.id() + task.launch().containerName()).getBytes(StandardCharsets.UTF_8))
            .toString();
    ObjectNode container =
        Json.object()
            .put(
                "ContainerArn",
                "arn:aws:ecs:%s:%s:container/%s/%s/%s"
                    .formatted(
                        account.region(), account.id(), task.launch().clusterName(), task.id(), id))
            .put("Cpu", "0");
    if (task.course().exitCode() != null) {
      container.put("ExitCode", task.course().exitCode());
    }
    container
        .put("Image", task.launch().image())
        .put("LastStatus", task.course().status())
        .put("Name", task.launch().containerName());
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

  private static void time(ObjectNode description, String field, Instant instant) {
    if (instant != null) {
      description.put(field, instant.toEpochMilli());
    }
  }

  private static void text(ObjectNode description, String field, String text) {
    if (text != null) {
      description.put(field, text);
    }
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
