package dev.errand.functions.task;

import java.util.stream.Stream;

/** The calls to ECS. A refused call throws and can be repeated safely. */
public interface Tasks {

  /** Every task that waits or runs and is not about to stop, read as needed. */
  Stream<Task> running();

  /** Has a task stop; one that has stopped stays as it is. */
  void stop(Task task);
}
