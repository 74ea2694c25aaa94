package dev.errand.local.template;

import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import dev.errand.local.template.TaskDefinitionSpec.LogSpec;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads ECS clusters and task definitions. */
final class TaskReader {

  private static final String STRATEGY = "DefaultCapacityProviderStrategy";

  private final PhysicalNames names;
  private final List<Resource> capacityProviders;

  TaskReader(PhysicalNames names, List<Resource> capacityProviders) {
    this.names = names;
    this.capacityProviders = capacityProviders;
  }

  ClusterSpec cluster(Resource resource) {
    Section properties =
        resource
            .properties()
            .only(
                Set.of(
                    "CapacityProviders",
                    "ClusterName",
                    "ClusterSettings",
                    "Configuration",
                    STRATEGY,
                    "Tags"));
    return new ClusterSpec(
        resource.logicalId(),
        names.name(resource),
        names.arn(resource),
        Stream.concat(
                Stream.of(properties),
                capacityProviders.stream()
                    .map(Resource::properties)
                    .filter(of -> of.text("Cluster").equals(names.ref(resource))))
            .anyMatch(TaskReader::hasStrategy));
  }

  private static boolean hasStrategy(Section properties) {
    return !properties.sections(STRATEGY).isEmpty();
  }

  TaskDefinitionSpec taskDefinition(Resource resource) {
    Section properties =
        resource
            .properties()
            .only(
                Set.of(
                    "ContainerDefinitions",
                    "Cpu",
                    "EphemeralStorage",
                    "ExecutionRoleArn",
                    "Family",
                    "Memory",
                    "NetworkMode",
                    "RequiresCompatibilities",
                    "RuntimePlatform",
                    "Tags",
                    "TaskRoleArn",
                    "Volumes"));
    List<ContainerSpec> containers =
        properties.sections("ContainerDefinitions").stream().map(TaskReader::container).toList();
    if (containers.size() != 1) {
      throw properties.refusal(
          "ContainerDefinitions",
          "must have one container: the stage runs no other containers beside the worker's");
    }
    return new TaskDefinitionSpec(
        resource.logicalId(),
        names.arn(resource),
        names.name(resource),
        properties.text("Cpu"),
        properties.text("Memory"),
        resource.keepsWhatItReplaces(),
        containers);
  }

  private static ContainerSpec container(Section container) {
    container.only(
        Set.of(
            "Environment",
            "Essential",
            "Image",
            "LinuxParameters",
            "LogConfiguration",
            "MountPoints",
            "Name",
            "ReadonlyRootFilesystem",
            "Secrets",
            "StopTimeout",
            "User"));
    return new ContainerSpec(
        container.text("Name"),
        container.text("Image"),
        pairs(container, "Environment", "Value"),
        pairs(container, "Secrets", "ValueFrom"),
        Duration.ofSeconds(container.optionalInt("StopTimeout").orElse(30)),
        container.optionalSection("LogConfiguration").flatMap(TaskReader::log),
        container.optionalBoolean("ReadonlyRootFilesystem").orElse(false),
        container.optionalText("User"),
        container.sections("MountPoints").stream()
            .map(mountPoint -> mountPoint.text("ContainerPath"))
            .toList());
  }

  private static Optional<LogSpec> log(Section configuration) {
    if (!configuration.text("LogDriver").equals("awslogs")) {
      return Optional.empty();
    }
    Section options = configuration.section("Options");
    return Optional.of(
        new LogSpec(options.text("awslogs-group"), options.text("awslogs-stream-prefix")));
  }

  private static Map<String, String> pairs(Section container, String list, String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Section pair : container.sections(list)) {
      pairs.put(pair.text("Name"), pair.text(value));
    }
    return pairs;
  }
}
