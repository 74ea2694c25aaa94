package dev.errand.functions.task;

import java.util.stream.Stream;

/** What we ask of ECS. A call that it refuses throws; asking again later is safe. */
public interface Tasks {

  /** Every task that waits or runs and is not about to stop, read as needed. */
  Stream<Task> running();

  /** Has a task stop; one that has stopped stays as it is. */
  void stop(Task task);
}
