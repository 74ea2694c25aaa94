package dev.errand.local.ecs;

import dev.errand.local.process.ChildProcess;
import dev.errand.local.process.ClassArchive;
import dev.errand.local.process.Program;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a task's process. */
record Launcher(Ecs.Settings settings, TaskFiles files, WorkerArchives archives) {

  /** Why a task could not be started, as its {@code StoppedReason} says. */
  static final class CannotStart extends Exception {
    CannotStart(String reason) {
      super(reason);
    }
  }

  ChildProcess launch(String id, RunTaskRequest request) throws CannotStart {
    ContainerImage image = settings.images().of(request.definition().spec());
    if (!image.isBuilt()) {
      throw new CannotStart(
          "CannotPullContainerError: %s is missing. Build it first: mvn -DskipTests package"
              .formatted(image.app()));
    }
    Map<String, String> environment = environment(image, request);
    Path folder = files.of(id).toAbsolutePath();
    List<String> command = new ArrayList<>(image.command());
    String name = "task-" + id;
    Optional<ClassArchive> archive = archives.of(image);
    archive.ifPresent(of -> command.addAll(1, of.optionsOf(name)));
    command.addAll(request.arguments());
    try {
      ChildProcess process =
          ChildProcess.start(
              files.processes(),
              new Program(name, command, environment, folder, folder.resolve("task.log")));
      archive.ifPresent(of -> watch(process, of, name));
      return process;
    } catch (RuntimeException e) {
      archive.ifPresent(of -> of.ended(name, false));
      throw e;
    }
  }

  private static void watch(ChildProcess process, ClassArchive archive, String name) {
    var unused = process.exit().thenAccept(exitCode -> archive.ended(name, exitCode == 0));
  }

  private Map<String, String> environment(ContainerImage image, RunTaskRequest request)
      throws CannotStart {
    Map<String, String> environment = new HashMap<>(image.environment());
    environment.putAll(settings.environment());
    environment.putAll(request.container().environment());
    for (Map.Entry<String, String> secret : request.container().secrets().entrySet()) {
      environment.put(
          secret.getKey(),
          settings
              .secrets()
              .apply(secret.getValue())
              .orElseThrow(
                  () ->
                      new CannotStart(
                          "ResourceInitializationError: there is no secret " + secret.getValue())));
    }
    environment.putAll(request.environment());
    return environment;
  }
}
