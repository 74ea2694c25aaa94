package dev.errand.local.stage;

import dev.errand.local.container.EngineSearch;
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
 * How the tasks of report types that have an image of their own are run.
 *
 * @param images what the task definitions run
 * @param logs the folder for the logs of builds
 * @param statusLines gets a line of text that says how they are run and why, and the steps of
 *     builds
 */
record OwnWorkerRuns(
    ContainerImages images,
    Map<String, String> variables,
    Path logs,
    Consumer<String> statusLines) {

  /**
   * The builds of their images, each of which is built now; empty if they run as processes, or
   * there is no such report type.
   *
   * @throws IllegalStateException if an image cannot be built, or there is no engine and they must
   *     run as containers
   */
  Optional<ImageBuilds> builds(List<TaskDefinitionSpec> definitions, OwnWorkers mode) {
    List<TaskDefinitionSpec> own =
        definitions.stream().filter(definition -> images.of(definition).isOwn()).toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    if (mode == OwnWorkers.PROCESS) {
      return processes(own, "by --workers process");
    }
    EngineSearch.Found found = EngineSearch.in(variables);
    if (found.engine().isEmpty() && mode == OwnWorkers.CONTAINER) {
      throw new IllegalStateException(
          ("there is no container engine: %s. Start one, or run the tasks as processes: errand up"
                  + " --workers process")
              .formatted(found.reason()));
    }
    return found
        .engine()
        .map(engine -> new ImageBuilds(engine, logs, statusLines))
        .map(builds -> built(builds, own))
        .or(() -> processes(own, found.reason()));
  }

  private Optional<ImageBuilds> processes(List<TaskDefinitionSpec> own, String reason) {
    statusLines.accept("Tasks of %s run as processes: %s".formatted(families(own), reason));
    return Optional.empty();
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
