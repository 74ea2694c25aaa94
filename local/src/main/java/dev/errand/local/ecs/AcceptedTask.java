package dev.errand.local.ecs;

import java.util.concurrent.CompletableFuture;

/** A task that RunTask has accepted. */
sealed interface AcceptedTask permits RunningTask, AcceptedTask.Stopped {

  /** The task as it is now. */
  Task task();

  /** Completes when it has stopped; never if it was abandoned. */
  CompletableFuture<Task> whenStopped();

  /**
   * Stops it; a task that has stopped stays as it is.
   *
   * @param stopCode as ECS names it
   */
  void stop(String stopCode, String reason);

  /** A task that had stopped when RunTask was called with its id again. */
  record Stopped(Task task) implements AcceptedTask {

    @Override
    public CompletableFuture<Task> whenStopped() {
      return CompletableFuture.completedFuture(task);
    }

    @Override
    public void stop(String stopCode, String reason) {
      // it has stopped
    }
  }
}
