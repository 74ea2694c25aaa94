package dev.errand.functions.testing;

import dev.errand.core.Attempt;
import dev.errand.functions.execution.Executions;
import dev.errand.functions.execution.ExecutionsUnavailableException;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.task.Task;
import dev.errand.functions.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Step Functions as its documentation promises, without its time: executions start once for a name,
 * end when told to, and each change leaves an event that the test delivers as it likes.
 */
public final class StepFunctionsModel implements Executions, Tasks {

  private static final Duration REDRIVABLE = Duration.ofDays(14);

  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private final List<Execution> events = new ArrayList<>();
  private final Map<String, Task> tasks = new LinkedHashMap<>();
  private final Clock clock;
  private boolean unavailable;

  public StepFunctionsModel(Clock clock) {
    this.clock = clock;
  }

  /** From now on it refuses every call, or takes them again. */
  public synchronized void setUnavailable(boolean unavailable) {
    this.unavailable = unavailable;
  }

  @Override
  public synchronized void start(Attempt attempt, String input) {
    refuseIfUnavailable();
    if (!executions.containsKey(attempt.executionName())) {
      put(
          new Execution(
              attempt,
              ExecutionStatus.RUNNING,
              0,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              Optional.empty(),
              Optional.empty(),
              Optional.of(input),
              Optional.empty(),
              Optional.empty()));
    }
  }

  @Override
  public synchronized boolean stop(Attempt attempt) {
    refuseIfUnavailable();
    end(attempt, ExecutionStatus.ABORTED);
    return executions.containsKey(attempt.executionName());
  }

  @Override
  public synchronized Optional<Execution> describe(Attempt attempt) {
    refuseIfUnavailable();
    return Optional.ofNullable(executions.get(attempt.executionName()));
  }

  /** Ends an execution that runs; its task goes on, since the call that stops it is lost. */
  public synchronized void endButNotItsTask(Attempt attempt, ExecutionStatus status) {
    Task task = tasks.get(attempt.executionName());
    end(attempt, status);
    if (task != null) {
      tasks.put(task.arn(), task);
    }
  }

  /** One for each execution that runs, and those that were not stopped. */
  @Override
  public synchronized Stream<Task> running() {
    return List.copyOf(tasks.values()).stream();
  }

  @Override
  public synchronized void stop(Task task) {
    refuseIfUnavailable();
    tasks.remove(task.arn());
  }

  /** Ends an execution that runs. */
  public synchronized void end(Attempt attempt, ExecutionStatus status) {
    Execution running = executions.get(attempt.executionName());
    if (running != null && running.status() == ExecutionStatus.RUNNING) {
      put(
          new Execution(
              attempt,
              status,
              running.redriveCount(),
              running.startedAt(),
              running.redrivenAt(),
              Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS)),
              running.input(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  /**
   * Redrives an execution that did not succeed and ended in the last 14 days, as an operator does
   * in the console.
   */
  public synchronized void redrive(Attempt attempt) {
    Execution ended = executions.get(attempt.executionName());
    if (ended != null
        && ended.status() != ExecutionStatus.RUNNING
        && ended.status() != ExecutionStatus.SUCCEEDED
        && ended.at().plus(REDRIVABLE).isAfter(clock.instant())) {
      put(
          new Execution(
              attempt,
              ExecutionStatus.RUNNING,
              ended.redriveCount() + 1,
              ended.startedAt(),
              Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS)),
              Optional.empty(),
              ended.input(),
              Optional.empty(),
              Optional.empty()));
    }
  }

  /** Frees the name of an execution, as happens 90 days after its end. */
  public synchronized void forget(String executionName) {
    executions.remove(executionName);
  }

  /** Every execution with its current status, in the order of their starts. */
  public synchronized List<Execution> executions() {
    return List.copyOf(executions.values());
  }

  /** Every event so far, in the order in which things happened. */
  public synchronized List<Execution> events() {
    return List.copyOf(events);
  }

  private void put(Execution execution) {
    String name = execution.attempt().executionName();
    executions.put(name, execution);
    events.add(execution);
    if (execution.status() == ExecutionStatus.RUNNING) {
      tasks.put(name, new Task(name, execution.attempt(), execution.runningSince()));
    } else {
      tasks.remove(name);
    }
  }

  private void refuseIfUnavailable() {
    if (unavailable) {
      throw new ExecutionsUnavailableException("the test wants it so", null);
    }
  }
}
