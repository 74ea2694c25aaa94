package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.states.execution.Branch;
import dev.errand.states.execution.BranchStatus;
import dev.errand.states.execution.ContextObject;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.execution.ExecutionUpdate;
import dev.errand.states.execution.Interpreter;
import dev.errand.states.execution.UpdateResult;
import dev.errand.states.state.MapState;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs one execution: advances its states by the interpreter, and saves each update before it
 * starts the calls and timers that follow.
 */
final class ExecutionRunner {

  /** The maximum number of states that run before it saves. */
  private static final int MAX_STATES = 1000;

  private final ExecutionRuntime runtime;
  private final StateMachineRevision revision;
  private final Interpreter interpreter;
  private final Optional<Duration> timeout;
  private final PendingWork pending;
  private final StatusEvents statusEvents;
  private final RepeatedFailureLog faults;

  /** The actions for the next update. */
  private final Deque<Consumer<ExecutionUpdate>> actions = new ArrayDeque<>();

  private Execution execution;
  private ContextObject context;
  private Runnable cancelTimeout = () -> {};
  private boolean isUpdateScheduled;

  ExecutionRunner(ExecutionRuntime runtime, Execution execution, StateMachineRevision revision) {
    this.runtime = runtime;
    this.execution = execution;
    this.revision = revision;
    this.interpreter = revision.interpreter();
    this.timeout = revision.timeout(execution);
    this.context = revision.context(execution);
    this.pending = new PendingWork(runtime, this);
    this.statusEvents = new StatusEvents(runtime, this, execution.arn());
    this.faults = new RepeatedFailureLog(execution.arn(), "The next step of an execution fails");
  }

  synchronized Execution execution() {
    return execution;
  }

  /** Saves the execution before its first state runs. */
  synchronized void begin() {
    commit(interpreter.begin(context, execution.start().workflow()), execution, true);
    resume();
  }

  synchronized void redrive() {
    Execution redriven = execution.redriven(now());
    context = revision.context(redriven);
    commit(interpreter.redrive(execution.snapshot(), context), redriven, true);
    resume();
  }

  /** Continues from what is saved. */
  synchronized void resume() {
    statusEvents.send();
    if (execution.isRunning()) {
      timeout.ifPresent(
          limit -> {
            cancelTimeout.run();
            cancelTimeout =
                at(
                    execution.runningSince().plus(limit),
                    () -> end(ExecutionResult.Kind.TIMED_OUT, Optional.empty(), Optional.empty()));
          });
      scheduleUpdate();
    }
  }

  /** Ends it as StopExecution does; does nothing if it has ended. */
  synchronized void stop(Optional<String> error, Optional<String> cause) {
    if (execution.isRunning()) {
      end(ExecutionResult.Kind.ABORTED, error, cause);
    }
  }

  private void end(ExecutionResult.Kind kind, Optional<String> error, Optional<String> cause) {
    ExecutionUpdate update = interpreter.update(execution.snapshot(), context);
    update.end(ExecutionResult.of(kind, error, cause));
    commit(update, execution, true);
    finish();
  }

  /** Adds an action, such as the result of a call, to the next update. */
  synchronized void post(Consumer<ExecutionUpdate> action) {
    actions.add(action);
    scheduleUpdate();
  }

  /** Adds an action that takes effect only if the branch still waits in that attempt. */
  void post(String attempt, int branch, Consumer<ExecutionUpdate> action) {
    post(
        update -> {
          Branch now = update.result().snapshot().branches().get(branch);
          if (now != null && now.attempt().equals(attempt)) {
            action.accept(update);
          }
        });
  }

  /** The branch that a call's token identifies, while it waits. */
  synchronized Optional<Branch> calling(String attempt) {
    return execution.snapshot().waiting().stream()
        .map(execution.snapshot().branches()::get)
        .filter(branch -> branch.attempt().equals(attempt))
        .filter(branch -> branch.status() instanceof BranchStatus.Calling)
        .findFirst();
  }

  /**
   * What the child executions of a Map Run begin with.
   *
   * @throws StatesError if a field of the state cannot be evaluated
   */
  synchronized List<MapState.ChildInput> childInputs(int branch, ArrayNode items) {
    return interpreter.update(execution.snapshot(), context).childInputs(branch, items);
  }

  String taskToken(Branch branch) {
    return context.taskToken(branch);
  }

  private void scheduleUpdate() {
    if (!isUpdateScheduled) {
      isUpdateScheduled = true;
      runtime.timer().run(guarded(this::update));
    }
  }

  private void update() {
    isUpdateScheduled = false;
    ExecutionUpdate update = interpreter.update(execution.snapshot(), context);
    while (!actions.isEmpty() && !update.hasEnded()) {
      actions.remove().accept(update);
    }
    update.advance(MAX_STATES);
    commit(update, execution, update.hasEnded());
    if (update.hasEnded()) {
      finish();
    } else {
      pending.follow(execution.snapshot());
      if (update.isReady() || !actions.isEmpty()) {
        scheduleUpdate();
      }
    }
  }

  private void finish() {
    cancelTimeout.run();
    actions.clear();
    pending.stop("The execution %s is %s".formatted(execution.arn(), execution.status()));
    statusEvents.send();
  }

  private void commit(ExecutionUpdate update, Execution from, boolean statusChanged) {
    if (!update.isChanged()) {
      return;
    }
    UpdateResult result = update.result();
    Execution next = from.at(result.snapshot(), now());
    boolean isReported = statusChanged && execution.start().mapRun().isEmpty();
    Execution updated =
        isReported ? next.withUnsent(StatusEvent.of(next, runtime.account(), now())) : next;
    execution = runtime.store().save(updated, result.events());
    faults.succeeded();
    runtime.onSave().accept(execution);
  }

  private Instant now() {
    return runtime.timer().instant();
  }

  Runnable at(Instant due, Runnable task) {
    return runtime.timer().at(due, guarded(task));
  }

  /**
   * Runs the task under the lock, unless the execution has ended. If an update cannot be saved, on
   * a full disk for example, the execution continues from what is saved after a second.
   */
  private Runnable guarded(Runnable task) {
    return () -> {
      synchronized (this) {
        if (execution.isRunning()) {
          try {
            task.run();
          } catch (RuntimeException e) {
            faults.failed(e);
            pending.forget();
            actions.clear();
            runtime.timer().at(now().plusSeconds(1), guarded(this::resume));
          }
        }
      }
    };
  }

  /** Saves that the oldest unsent status event was taken. */
  synchronized void forgetFirstUnsent() {
    execution = runtime.store().save(execution.withoutFirstUnsent(), List.of());
    runtime.onSave().accept(execution);
  }

  static StatesError asStatesError(Throwable failure) {
    Throwable cause =
        failure instanceof java.util.concurrent.CompletionException ? failure.getCause() : failure;
    return cause instanceof StatesError error
        ? error
        : new StatesError("States.Runtime", String.valueOf(cause));
  }
}
