package dev.errand.functions.task;

import dev.errand.core.Attempt;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;

/**
 * The tasks of Amazon ECS. Step Functions sets the same {@code startedBy} for every task, so the
 * execution of a task is read from its environment, where the state machine writes its name.
 */
public final class EcsTasks implements Tasks {

  private static final String EXECUTION_NAME = "EXECUTION_NAME";

  private final EcsClient ecs;
  private final String clusterArn;

  public EcsTasks(EcsClient ecs, String clusterArn) {
    this.ecs = ecs;
    this.clusterArn = clusterArn;
  }

  @Override
  public Stream<Task> running() {
    return ecs
        .listTasksPaginator(list -> list.cluster(clusterArn).desiredStatus(DesiredStatus.RUNNING))
        .stream()
        .filter(page -> !page.taskArns().isEmpty())
        .flatMap(this::described)
        .flatMap(task -> read(task).stream());
  }

  private Stream<software.amazon.awssdk.services.ecs.model.Task> described(ListTasksResponse page) {
    return ecs
        .describeTasks(describe -> describe.cluster(clusterArn).tasks(page.taskArns()))
        .tasks()
        .stream();
  }

  /** Empty for a task that no execution of this state machine can have started. */
  private static Optional<Task> read(software.amazon.awssdk.services.ecs.model.Task task) {
    return task.overrides().containerOverrides().stream()
        .flatMap(container -> container.environment().stream())
        .filter(variable -> variable.name().equals(EXECUTION_NAME))
        .map(KeyValuePair::value)
        .findFirst()
        .flatMap(EcsTasks::attempt)
        .map(attempt -> new Task(task.taskArn(), attempt, task.createdAt()));
  }

  private static Optional<Attempt> attempt(String executionName) {
    try {
      return Optional.of(Attempt.fromExecutionName(executionName));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  @Override
  public void stop(Task task) {
    ecs.stopTask(
        stop ->
            stop.cluster(clusterArn)
                .task(task.arn())
                .reason("No execution waits for this task any more"));
  }
}
