package dev.errand.local.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads {@code AWS::Serverless::Function}. */
final class FunctionReader {

  private static final Set<String> KNOWN =
      Set.of(
          // emulated
          "AutoPublishAlias",
          "CodeUri",
          "DeadLetterQueue",
          "Environment",
          "EventInvokeConfig",
          "Events",
          "FunctionName",
          "Handler",
          "LoggingConfig",
          "MemorySize",
          "PackageType",
          "ReservedConcurrentExecutions",
          "Runtime",
          "SnapStart",
          "Timeout",
          "Tracing",
          // nothing to do for them on one machine
          "Architectures",
          "AutoPublishAliasAllProperties",
          "DeploymentPreference",
          "Description",
          "EphemeralStorage",
          "KmsKeyArn",
          "PermissionsBoundary",
          "Policies",
          "PropagateTags",
          "Role",
          "RuntimeManagementConfig",
          "Tags",
          "VersionDescription",
          "VpcConfig");

  private final Path folder;
  private final PhysicalNames names;

  FunctionReader(Path folder, PhysicalNames names) {
    this.folder = folder;
    this.names = names;
  }

  FunctionSpec read(Resource resource) {
    Section properties = resource.properties().only(KNOWN);
    if (!properties.text("Runtime").startsWith("java")) {
      throw properties.refusal("Runtime", "must be a Java runtime");
    }
    if (!properties.optionalText("PackageType").orElse("Zip").equals("Zip")) {
      throw properties.refusal("PackageType", "must be Zip");
    }
    return new FunctionSpec(
        resource.logicalId(),
        names.name(resource),
        names.arn(resource),
        properties.text("Handler"),
        folder.resolve(properties.text("CodeUri")),
        properties.optionalInt("MemorySize").orElse(128),
        Duration.ofSeconds(properties.optionalInt("Timeout").orElse(3)),
        properties
            .optionalSection("Environment")
            .map(environment -> environment.only(Set.of("Variables")).texts("Variables"))
            .orElseGet(Map::of),
        properties
            .optionalSection("LoggingConfig")
            .flatMap(logging -> logging.optionalText("LogFormat"))
            .orElse("Text"),
        properties
            .optionalInt("ReservedConcurrentExecutions")
            .map(OptionalInt::of)
            .orElseGet(OptionalInt::empty),
        properties
            .optionalSection("SnapStart")
            .flatMap(snapStart -> snapStart.optionalText("ApplyOn"))
            .filter("PublishedVersions"::equals)
            .isPresent(),
        properties.optionalText("AutoPublishAlias"),
        properties.optionalText("Tracing").filter("Active"::equals).isPresent(),
        asynchronous(properties));
  }

  private static AsynchronousSpec asynchronous(Section properties) {
    Optional<Section> config =
        properties
            .optionalSection("EventInvokeConfig")
            .map(c -> c.only(Set.of("MaximumRetryAttempts", "MaximumEventAgeInSeconds")));
    Optional<Section> deadLetterQueue = properties.optionalSection("DeadLetterQueue");
    deadLetterQueue.ifPresent(queue -> requireQueue(queue, "TargetArn"));
    return new AsynchronousSpec(
        config.flatMap(c -> c.optionalInt("MaximumRetryAttempts")).orElse(2),
        Duration.ofSeconds(
            config.flatMap(c -> c.optionalInt("MaximumEventAgeInSeconds")).orElse(21_600)),
        deadLetterQueue.map(queue -> queue.text("TargetArn")));
  }

  private static void requireQueue(Section target, String arn) {
    target.only(Set.of("Type", arn));
    if (!target.text("Type").equals("SQS")) {
      throw target.refusal("Type", "must be SQS");
    }
    target.text(arn);
  }
}
