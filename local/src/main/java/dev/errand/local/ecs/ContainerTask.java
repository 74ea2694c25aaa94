package dev.errand.local.ecs;

import dev.errand.local.container.ContainerRun;
import dev.errand.local.container.Containers;
import dev.errand.local.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A task that is a container. A thread of its own starts it and waits for its end, since its image
 * may have to be built before.
 */
final class ContainerTask implements TaskProcess {

  /** How long the command has to notice that its container was killed. */
  private static final Duration NOTICE = Duration.ofSeconds(5);

  private static final Duration BETWEEN_SIGNALS = Duration.ofMillis(100);

  private final Containers containers;
  private final Preparation preparation;
  private final TaskRunner.Launch launch;
  private final CompletableFuture<TaskEnd> end = new CompletableFuture<>();
  private Optional<Running> running = Optional.empty();
  private boolean wanted = true;

  /** The container's name, and the command that runs it. */
  private record Running(String name, ChildProcess command) {}

  /** Finds out what is to run; may wait. */
  interface Preparation {
    ContainerRun prepare() throws CannotStart;
  }

  /** A task that is not started yet. */
  ContainerTask(Containers containers, TaskRunner.Launch launch, Preparation preparation) {
    this.containers = containers;
    this.launch = launch;
    this.preparation = preparation;
  }

  void start() {
    thread(this::run);
  }

  private void run() {
    try {
      Optional<Running> started = start(preparation.prepare());
      if (started.isPresent()) {
        int unused = started.get().command().exit().join();
        end.complete(ended(started.get().name()));
      }
    } catch (CannotStart e) {
      end.complete(new TaskEnd.NotStarted(e.getMessage()));
    } catch (RuntimeException e) {
      end.complete(new TaskEnd.NotStarted("CannotStartContainerError: " + e.getMessage()));
    }
  }

  private synchronized Optional<Running> start(ContainerRun run) {
    if (wanted) {
      ChildProcess command = containers.start(run, launch.folder(), launch.log());
      running = Optional.of(new Running(run.name(), command));
    }
    return running;
  }

  private TaskEnd ended(String name) {
    return containers
        .remove(name)
        .<TaskEnd>map(TaskEnd.Exited::new)
        .orElseGet(() -> new TaskEnd.NotStarted(reason()));
  }

  private String reason() {
    return "CannotStartContainerError: " + lastLine();
  }

  private String lastLine() {
    try {
      return Files.readAllLines(launch.log()).stream()
          .filter(line -> !line.isBlank())
          .reduce((first, second) -> second)
          .orElse("");
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }

  @Override
  public CompletableFuture<TaskEnd> end() {
    return end.copy();
  }

  @Override
  public synchronized CompletableFuture<TaskEnd> terminate(Duration grace) {
    wanted = false;
    running.ifPresentOrElse(
        container -> terminate(container, grace),
        () -> end.complete(new TaskEnd.NotStarted("It was stopped before it had started.")));
    return end();
  }

  private void terminate(Running container, Duration grace) {
    thread(() -> signal(container));
    CompletableFuture.delayedExecutor(grace.toMillis(), TimeUnit.MILLISECONDS)
        .execute(() -> kill(container));
  }

  /** A paused container receives no signal; one that has not started must not start. */
  private void signal(Running container) {
    while (!end.isDone() && !containers.terminate(container.name())) {
      if (!containers.hasStarted(container.name())) {
        var unused = container.command().terminate(NOTICE);
        return;
      }
      LockSupport.parkNanos(BETWEEN_SIGNALS.toNanos());
    }
  }

  private void kill(Running container) {
    if (!end.isDone()) {
      containers.kill(container.name());
      var unused = container.command().terminate(NOTICE);
    }
  }

  private void thread(Runnable work) {
    Thread thread = new Thread(work, "container-" + launch.id());
    thread.setDaemon(true);
    thread.start();
  }
}
