package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.ContextObject;
import dev.errand.states.Interpreter;
import dev.errand.states.Json;
import dev.errand.states.Position;
import dev.errand.states.ServiceIntegration;
import dev.errand.states.StatesError;
import dev.errand.states.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;

/**
 * An execution that runs: takes the interpreter's steps one after the other, and saves before it
 * acts on each.
 */
final class LiveExecution {

  /** AWS ends an execution whose history grows beyond this. */
  private static final int MAX_HISTORY = 25_000;

  private final Surroundings surroundings;
  private final Interpreter interpreter;
  private final Optional<Duration> timeout;
  private final ContextObject context;
  private final String roleArn;
  private final FaultLog stepFaults;
  private final FaultLog eventFaults;

  private Execution execution;
  private Optional<ServiceIntegration.RunningCall> call = Optional.empty();
  private Runnable stateAlarm = () -> {};
  private Runnable timeoutAlarm = () -> {};

  /** Grows with each change; what was asked for before the last one is out of date. */
  private int change;

  private boolean sending;

  LiveExecution(Surroundings surroundings, Execution execution, Plan plan) {
    this.surroundings = surroundings;
    this.execution = execution;
    this.interpreter = plan.interpreter();
    this.timeout = plan.definition().timeout();
    this.context = plan.context(execution);
    this.roleArn = plan.roleArn();
    this.stepFaults = new FaultLog(execution.arn(), "The next step of an execution fails");
    this.eventFaults = new FaultLog(execution.arn(), "A status event cannot be sent");
  }

  synchronized Execution execution() {
    return execution;
  }

  /** Saves the very beginning. */
  synchronized void begin() {
    History history = history();
    history.executionStarted(execution.start().input(), roleArn);
    enter(history, execution.position());
    commit(execution, history, true);
    resume();
  }

  synchronized void redrive() {
    Execution redriven = execution.redriven(surroundings.timer().instant());
    History history = history();
    history.executionRedriven(redriven.redrives().count());
    enter(history, redriven.position());
    commit(redriven, history, true);
    resume();
  }

  /** Goes on from what is saved. */
  synchronized void resume() {
    send();
    if (!execution.isRunning()) {
      return;
    }
    timeout.ifPresent(
        limit -> timeoutAlarm = at(execution.runningSince().plus(limit), this::timeOut));
    switch (execution.phase().activity()) {
      case ENTERING, CALLING -> later(this::advance);
      case SLEEPING, RETRYING -> alarm(execution.phase().due(), this::advance);
    }
  }

  /** Ends it as StopExecution does; does nothing if it has ended. */
  synchronized void stop(String error, String cause) {
    if (execution.isRunning()) {
      end(Status.ABORTED, error, cause);
    }
  }

  private void timeOut() {
    end(Status.TIMED_OUT, null, null);
  }

  /** Acts on the saved phase. */
  private void advance() {
    if (execution.history().events() >= MAX_HISTORY) {
      end(
          Status.FAILED,
          "States.Runtime",
          "The execution reached the maximum number of history events (%d)."
              .formatted(MAX_HISTORY));
      return;
    }
    Position position = execution.position();
    switch (execution.phase().activity()) {
      case ENTERING, RETRYING -> take(interpreter.enter(position, context), history());
      case SLEEPING -> take(interpreter.wake(position, context), history());
      case CALLING -> call();
    }
  }

  private void take(Step step, History history) {
    Position position = execution.position();
    if (step instanceof Step.Run run) {
      Instant due =
          run.timeout().map(limit -> surroundings.timer().instant().plus(limit)).orElse(null);
      Phase calling = Phase.calling(run.resource(), run.parameters(), due);
      history.taskScheduled(calling, due);
      commit(execution.at(position, calling), history, false);
      call();
    } else if (step instanceof Step.Sleep sleep) {
      Instant due = surroundings.wakeAt(sleep.until());
      commit(execution.at(position, Phase.sleeping(due)), history, false);
      alarm(due, this::advance);
    } else if (step instanceof Step.Retry retry) {
      Instant due = surroundings.retryAt(retry.delay());
      commit(execution.at(retry.position(), Phase.retrying(due)), history, false);
      alarm(due, this::advance);
    } else if (step instanceof Step.Move move) {
      exit(history, position, move.output());
      enter(history, move.position());
      commit(execution.at(move.position(), Phase.ENTERING), history, false);
      later(this::advance);
    } else if (step instanceof Step.Succeeded succeeded) {
      exit(history, position, succeeded.output());
      String output = Json.write(succeeded.output());
      history.executionSucceeded(output);
      finish(Execution.Outcome.succeeded(surroundings.timer().instant(), output), history);
    } else if (step instanceof Step.Failed failed) {
      history.executionEnded(Status.FAILED, failed.error(), failed.cause());
      finish(
          Execution.Outcome.ended(
              Status.FAILED, surroundings.timer().instant(), failed.error(), failed.cause()),
          history);
    }
  }

  private void end(Status status, String error, String cause) {
    History history = history();
    history.executionEnded(status, error, cause);
    Instant now = surroundings.timer().instant();
    Optional<ServiceIntegration.RunningCall> running = call;
    finish(Execution.Outcome.ended(status, now, error, cause), history);
    running.ifPresent(
        open -> open.stop("The execution %s is %s".formatted(execution.arn(), status)));
  }

  private void finish(Execution.Outcome outcome, History history) {
    timeoutAlarm.run();
    call = Optional.empty();
    commit(execution.ended(outcome), history, true);
    send();
  }

  private void call() {
    Phase phase = execution.phase();
    int asked = change;
    ServiceIntegration.RunningCall running;
    try {
      running =
          surroundings
              .integration(phase.resource())
              .start(new ServiceIntegration.Call(phase.resource(), phase.parameters(), token()));
    } catch (StatesError refused) {
      failed(asked, refused);
      return;
    }
    call = Optional.of(running);
    if (!phase.submitted()) {
      History history = history();
      history.taskSubmitted(phase, running.submission());
      commit(execution.at(execution.position(), phase.accepted()), history, false);
    }
    int current = change;
    if (phase.due() != null) {
      alarm(
          phase.due(),
          () -> {
            running.stop("The state's TimeoutSeconds are over");
            failed(current, new StatesError("States.Timeout", ""));
          });
    }
    var unused =
        running
            .result()
            .whenComplete(
                (result, failure) -> {
                  Runnable settle =
                      failure == null
                          ? () -> succeeded(current, result)
                          : () -> failed(current, asStatesError(failure));
                  surroundings.timer().run(guarded(settle));
                });
  }

  private static StatesError asStatesError(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof StatesError error
        ? error
        : new StatesError("States.Runtime", String.valueOf(cause));
  }

  /** The same for the same attempt of the same visit, whichever stage asks. */
  private String token() {
    Position position = execution.position();
    String identity = execution.arn() + "#" + position.visit() + "#" + position.retryCount();
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  private void succeeded(int asked, JsonNode result) {
    if (asked == change) {
      History history = history();
      history.taskSucceeded(execution.phase(), result);
      settled(interpreter.succeed(execution.position(), context, result), history);
    }
  }

  private void failed(int asked, StatesError error) {
    if (asked == change) {
      History history = history();
      history.taskFailed(execution.phase(), error);
      settled(interpreter.fail(execution.position(), context, error), history);
    }
  }

  private void settled(Step step, History history) {
    call = Optional.empty();
    take(step, history);
  }

  private void enter(History history, Position position) {
    history.stateEntered(interpreter.typeOf(position.state()), position.state(), position.input());
  }

  private void exit(History history, Position position, JsonNode output) {
    history.stateExited(interpreter.typeOf(position.state()), position.state(), output);
  }

  private History history() {
    return new History(
        surroundings.timer().instant(),
        surroundings.account().region(),
        execution.history().events());
  }

  private void commit(Execution next, History history, boolean statusChanged) {
    change++;
    stateAlarm.run();
    Execution told =
        statusChanged
            ? next.withUnsent(
                StatusEvent.of(next, surroundings.account(), surroundings.timer().instant()))
            : next;
    execution = surroundings.store().save(told, history.events());
    stepFaults.succeeded();
    surroundings.changed().accept(execution);
  }

  private void later(Runnable task) {
    int asked = change;
    surroundings.timer().run(guarded(() -> ifUnchanged(asked, task)));
  }

  private void alarm(Instant due, Runnable task) {
    int asked = change;
    stateAlarm = at(due, () -> ifUnchanged(asked, task));
  }

  private void ifUnchanged(int asked, Runnable task) {
    if (asked == change) {
      task.run();
    }
  }

  private Runnable at(Instant due, Runnable task) {
    return surroundings.timer().at(due, guarded(task));
  }

  /**
   * One thing at a time, and nothing once it has ended. What cannot be saved, since the disk is
   * full for example, has not happened: it goes on from what is saved, as after a kill.
   */
  private Runnable guarded(Runnable task) {
    return () -> {
      synchronized (this) {
        if (execution.isRunning()) {
          try {
            task.run();
          } catch (RuntimeException e) {
            stepFaults.failed(e);
            int asked = change;
            surroundings.timer().at(inASecond(), guarded(() -> ifUnchanged(asked, this::resume)));
          }
        }
      }
    };
  }

  private Instant inASecond() {
    return surroundings.timer().instant().plusSeconds(1);
  }

  /** Hands the oldest unsent event over; on and on until there is none. */
  private void send() {
    if (!sending && !execution.unsent().isEmpty()) {
      sending = true;
      surroundings.timer().run(this::handOver);
    }
  }

  private void handOver() {
    try {
      surroundings.statusEvents().accept(execution().unsent().get(0).deepCopy());
      handedOver();
    } catch (RuntimeException e) {
      notHandedOver(e);
    }
  }

  /** An event that was taken but cannot be noted as sent comes twice. */
  private synchronized void handedOver() {
    execution = surroundings.store().save(execution.withoutFirstUnsent(), List.of());
    eventFaults.succeeded();
    sending = false;
    surroundings.changed().accept(execution);
    send();
  }

  private synchronized void notHandedOver(RuntimeException fault) {
    eventFaults.failed(fault);
    sending = false;
    surroundings.timer().at(inASecond(), this::sendAgain);
  }

  private synchronized void sendAgain() {
    send();
  }
}
