package dev.errand.local.stepfunctions;

import dev.errand.local.awsjson.AwsError;
import dev.errand.states.definition.Definition;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.execution.Interpreter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts, stops and redrives executions. */
final class ExecutionLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ExecutionLifecycle.class);

  private static final ExecutionSnapshot NOT_BEGUN =
      new ExecutionSnapshot(Map.of(), 0, 0, Optional.empty());

  private static final Duration REDRIVABLE_FOR = Duration.ofDays(14);

  private final Executions executions;
  private final StateMachines machines;
  private final Definitions definitions;
  private final ExecutionRuntime runtime;
  private final Arns arns;

  ExecutionLifecycle(
      Executions executions,
      StateMachines machines,
      Definitions definitions,
      ExecutionRuntime runtime) {
    this.executions = executions;
    this.machines = machines;
    this.definitions = definitions;
    this.runtime = runtime;
    this.arns = new Arns(runtime.account());
  }

  /** Continues an execution of an earlier process, if it runs or has events that were not taken. */
  void resume(Execution stored) {
    if (stored.isRunning() || !stored.unsent().isEmpty()) {
      try {
        ExecutionRunner runner = runner(stored);
        executions.add(stored.arn(), runner);
        runner.resume();
      } catch (InvalidDefinition e) {
        // an older build may have accepted a definition that is refused today
        LOG.error(
            "{} does not continue: its definition is refused. Start an execution with a corrected one: {}",
            stored.arn(),
            e.getMessage());
      }
    }
  }

  /**
   * Starts an execution. If an execution of that name runs with the same input, it is returned.
   *
   * @throws AwsError {@code StateMachineDoesNotExist}, {@code InvalidName}, {@code
   *     InvalidExecutionInput}, {@code ExecutionAlreadyExists}, {@code ValidationException}
   */
  synchronized Execution start(StartRequest request) {
    StateMachines.Target target =
        machines.startable(request.stateMachineArn()).routed(RandomGenerator.getDefault());
    StateMachine machine = target.machine();
    request.check();
    String arn = arns.execution(machine.name(), request.name());
    if (executions.contains(arn)) {
      return existing(arn, request.input());
    }
    return begin(
        new Execution.Start(
            arn,
            request.name(),
            machine.arn(),
            target.version().map(StateMachine.Version::number),
            target.alias().map(Alias::name),
            target.revision(),
            now(),
            request.input(),
            request.traceHeader(),
            Optional.empty()));
  }

  private Execution existing(String arn, String input) {
    Execution existing = executions.get(arn);
    if (existing.isRunning() && existing.start().input().equals(input)) {
      return existing;
    }
    throw new AwsError("ExecutionAlreadyExists", "Execution Already Exists: '%s'".formatted(arn));
  }

  /** Begins an execution whose ARN no other has. */
  Execution begin(Execution.Start start) {
    ExecutionRunner runner = runner(Execution.begin(start, NOT_BEGUN));
    executions.add(start.arn(), runner);
    try {
      runner.begin();
    } catch (UncheckedIOException e) {
      executions.remove(start.arn());
      throw e;
    }
    return runner.execution();
  }

  /**
   * Ends an execution and the task that it runs; one that has ended stays as it is.
   *
   * @return when it stopped
   * @throws AwsError {@code ExecutionDoesNotExist}, {@code InvalidArn}
   */
  Instant stop(String arn, Optional<String> error, Optional<String> cause) {
    executions.get(arn);
    executions.runner(arn).ifPresent(runner -> runner.stop(error, cause));
    return executions.get(arn).outcome().stopDate().orElseThrow();
  }

  /** Ends all executions of a state machine. */
  void stopAll(String stateMachineArn) {
    executions.runners().stream()
        .filter(runner -> runner.execution().start().stateMachineArn().equals(stateMachineArn))
        .forEach(runner -> runner.stop(Optional.empty(), Optional.empty()));
  }

  /**
   * Redrives a failed execution: continues it at the state that failed.
   *
   * @return the time of the redrive
   * @throws AwsError {@code ExecutionDoesNotExist}, {@code ExecutionNotRedrivable}
   */
  synchronized Instant redrive(String arn) {
    Execution execution = executions.get(arn);
    RedriveStatus.notRedrivableReason(execution.status())
        .ifPresent(
            reason -> {
              throw new AwsError("ExecutionNotRedrivable", reason);
            });
    if (execution.outcome().stopDate().orElseThrow().plus(REDRIVABLE_FOR).isBefore(now())) {
      throw new AwsError(
          "ExecutionNotRedrivable", "Execution ended more than 14 days ago and cannot be redriven");
    }
    if (execution.start().mapRun().isPresent()) {
      throw new AwsError(
          "ExecutionNotRedrivable",
          "A child execution is redriven with the execution of its Map Run");
    }
    return redrive(execution);
  }

  /**
   * Redrives an execution without a check of when and how it ended.
   *
   * @return the time of the redrive
   */
  Instant redrive(Execution execution) {
    ExecutionRunner runner = executions.runnerOrNew(execution.arn(), () -> runner(execution));
    runner.redrive();
    executions.add(execution.arn(), runner);
    return runner.execution().redrives().date().orElseThrow();
  }

  private ExecutionRunner runner(Execution execution) {
    Definition definition = definitions.get(execution.start().revision());
    Interpreter interpreter =
        new Interpreter(
            definition,
            new Interpreter.Settings(
                runtime.timer(),
                RandomGenerator.getDefault(),
                runtime.account().region(),
                runtime.delayFactor()));
    return new ExecutionRunner(
        runtime,
        execution,
        new StateMachineRevision(machines.ofExecution(execution), definition, interpreter));
  }

  private Instant now() {
    return runtime.timer().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
