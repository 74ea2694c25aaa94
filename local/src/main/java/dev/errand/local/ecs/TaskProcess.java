package dev.errand.local.ecs;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * What a task runs in: a process of this machine ({@link ProcessRunner}) or a container ({@link
 * ContainerTask}).
 */
interface TaskProcess {

  /** Completes when it has ended and nothing of it is left. Cancelling it ends nothing. */
  CompletableFuture<TaskEnd> end();

  /**
   * Sends SIGTERM, and SIGKILL if it still runs after the grace.
   *
   * @return the same as {@link #end()}
   */
  CompletableFuture<TaskEnd> terminate(Duration grace);
}
