package dev.errand.local.stage;

import dev.errand.local.container.ImageBuilds;
import dev.errand.local.container.ImageBuilds.BuildFailed;
import dev.errand.local.ecs.ContainerImages;
import dev.errand.local.template.TaskDefinitionSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Builds the images of own workers, and says how own workers run.
 *
 * @param images what the task definitions run
 * @param logs the folder for the logs of builds
 * @param statusLines gets a line of text that says how they run and why, and the steps of builds
 */
record OwnWorkerImages(
    ContainerImages images,
    Map<String, String> variables,
    Path logs,
    Consumer<String> statusLines) {

  /**
   * Builds the images; empty if own workers run as processes, or there is none.
   *
   * @throws IllegalStateException if an image cannot be built, or the mode asks for containers and
   *     no engine answers
   */
  Optional<ImageBuilds> build(List<TaskDefinitionSpec> definitions, OwnWorkerMode mode) {
    List<TaskDefinitionSpec> own =
        definitions.stream().filter(definition -> images.of(definition).isOwn()).toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    OwnWorkerDecision decision = OwnWorkerDecision.of(mode, variables);
    if (decision.engine().isEmpty()) {
      statusLines.accept(
          "Tasks of %s run as processes: %s".formatted(families(own), decision.reason()));
    }
    return decision.engine().map(engine -> built(new ImageBuilds(engine, logs, statusLines), own));
  }

  private ImageBuilds built(ImageBuilds builds, List<TaskDefinitionSpec> own) {
    statusLines.accept(
        "Tasks of %s run as containers of %s".formatted(families(own), builds.engine()));
    for (TaskDefinitionSpec definition : own) {
      try {
        var unused = builds.built(definition.family(), images.of(definition).app());
      } catch (BuildFailed e) {
        throw new IllegalStateException(
            e.getMessage()
                + ". Make it build: its base image comes from a registry, or lies on this machine"
                + " under the name in the Dockerfile. Or run its worker as a process: errand up"
                + " --workers process",
            e);
      }
    }
    return builds;
  }

  private static String families(List<TaskDefinitionSpec> definitions) {
    return definitions.stream().map(TaskDefinitionSpec::family).collect(Collectors.joining(", "));
  }
}
