package dev.errand.local.ecs;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A task from the moment that RunTask accepted it until its process has ended. */
final class RunningTask implements AcceptedTask {

  private final RunTaskRequest request;
  private final Launcher launcher;
  private final Consumer<RunningTask> onStop;
  private final CompletableFuture<Task> stopped = new CompletableFuture<>();
  private Task task;
  private Optional<TaskProcess> process = Optional.empty();
  private boolean abandoned;

  RunningTask(String id, RunTaskRequest request, Launcher launcher, Consumer<RunningTask> onStop) {
    this.request = request;
    this.launcher = launcher;
    this.onStop = onStop;
    this.task = Task.queued(id, request, Instant.now());
  }

  @Override
  public synchronized Task task() {
    return task;
  }

  @Override
  public CompletableFuture<Task> whenStopped() {
    return stopped.copy();
  }

  synchronized void start() {
    if (!task.isToRun()) {
      return;
    }
    try {
      TaskProcess started = launcher.launch(task.id(), request);
      process = Optional.of(started);
      task = task.started(Instant.now());
      var unused = started.end().thenAcceptAsync(this::ended);
    } catch (CannotStart | UncheckedIOException e) {
      stopping("TaskFailedToStart", e.getMessage());
      // Not under the lock of the thread that starts tasks
      var unused = CompletableFuture.runAsync(() -> end(Optional.empty()));
    }
  }

  @Override
  public void stop(String stopCode, String reason) {
    Optional<TaskProcess> open;
    synchronized (this) {
      if (task.isStopped() || !task.isToRun()) {
        return;
      }
      task = task.stopping(Instant.now(), stopCode, reason);
      open = process;
    }
    if (open.isPresent()) {
      var unused = open.get().terminate(stopTimeout());
    } else {
      end(Optional.empty());
    }
  }

  /**
   * Ends the process without recording that it stopped. The next stage continues its work, from
   * what the worker saves within the grace.
   */
  void abandon(Duration grace) {
    Optional<TaskProcess> open;
    synchronized (this) {
      abandoned = true;
      open = process;
    }
    open.ifPresent(running -> running.terminate(grace).join());
  }

  private Duration stopTimeout() {
    return request.container().stopTimeout();
  }

  private void ended(TaskEnd end) {
    if (end instanceof TaskEnd.Exited exited) {
      stopping("EssentialContainerExited", "Essential container in task exited");
      end(Optional.of(exited.code()));
    } else if (end instanceof TaskEnd.NotStarted notStarted) {
      stopping("TaskFailedToStart", notStarted.reason());
      end(Optional.empty());
    }
  }

  /** Records why it stops, unless a reason is recorded. */
  private synchronized void stopping(String stopCode, String reason) {
    if (task.isToRun()) {
      task = task.stopping(Instant.now(), stopCode, reason);
    }
  }

  private void end(Optional<Integer> exitCode) {
    synchronized (this) {
      if (abandoned || task.isStopped()) {
        return;
      }
      task = task.stopped(Instant.now(), exitCode);
    }
    onStop.accept(this);
    stopped.complete(task());
  }
}
