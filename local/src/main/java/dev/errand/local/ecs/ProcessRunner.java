package dev.errand.local.ecs;

import dev.errand.local.process.ChildProcess;
import dev.errand.local.process.ClassArchive;
import dev.errand.local.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Runs tasks as processes of this machine.
 *
 * @param processes the folder that records running processes
 */
record ProcessRunner(Path processes, WorkerArchives archives) implements TaskRunner {

  /** A task that is a process. */
  private record Running(ChildProcess process) implements TaskProcess {

    @Override
    public CompletableFuture<TaskEnd> end() {
      return process.exit().thenApply(TaskEnd.Exited::new);
    }

    @Override
    public CompletableFuture<TaskEnd> terminate(Duration grace) {
      return process.terminate(grace).thenApply(TaskEnd.Exited::new);
    }
  }

  @Override
  public TaskProcess start(Launch launch) throws CannotStart {
    ContainerImage image = launch.image();
    if (!image.isBuilt()) {
      throw new CannotStart(
          "CannotPullContainerError: %s is missing. Build it first: mvn -DskipTests package"
              .formatted(image.app()));
    }
    Map<String, String> environment = new HashMap<>(image.environment());
    environment.putAll(launch.environment());
    List<String> command = new ArrayList<>(image.command());
    String name = "task-" + launch.id();
    Optional<ClassArchive> archive = archives.of(image);
    archive.ifPresent(of -> command.addAll(1, of.optionsOf(name)));
    command.addAll(launch.arguments());
    try {
      ChildProcess process =
          ChildProcess.start(
              processes, new Program(name, command, environment, launch.folder(), launch.log()));
      archive.ifPresent(of -> watch(process, of, name));
      return new Running(process);
    } catch (RuntimeException e) {
      archive.ifPresent(of -> of.ended(name, false));
      throw e;
    }
  }

  private static void watch(ChildProcess process, ClassArchive archive, String name) {
    var unused = process.exit().thenAccept(exitCode -> archive.ended(name, exitCode == 0));
  }
}
