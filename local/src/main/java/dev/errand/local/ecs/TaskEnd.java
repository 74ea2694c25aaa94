package dev.errand.local.ecs;

/** How a task's process ended. */
sealed interface TaskEnd {

  /**
   * It ran.
   *
   * @param code 128 + n after signal n
   */
  record Exited(int code) implements TaskEnd {}

  /**
   * Its program never ran.
   *
   * @param reason as the {@code StoppedReason} of the task
   */
  record NotStarted(String reason) implements TaskEnd {}
}
