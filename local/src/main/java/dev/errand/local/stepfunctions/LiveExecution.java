package dev.errand.local.stepfunctions;

import dev.errand.states.Activity;
import dev.errand.states.Change;
import dev.errand.states.ContextObject;
import dev.errand.states.Ending;
import dev.errand.states.Interpreter;
import dev.errand.states.StatesError;
import dev.errand.states.Strand;
import dev.errand.states.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An execution that runs: takes turn after turn, and saves before it acts on what a turn came to.
 */
final class LiveExecution {

  /** How many states are executed before it saves. */
  private static final int STATES = 1000;

  private final Surroundings surroundings;
  private final Plan plan;
  private final Interpreter interpreter;
  private final Optional<Duration> timeout;
  private final OpenWork open;
  private final StatusEvents statusEvents;
  private final FaultLog faults;

  /** What came from outside since the last turn. */
  private final Deque<Consumer<Turn>> inbox = new ArrayDeque<>();

  private Execution execution;
  private ContextObject context;
  private Runnable timeoutAlarm = () -> {};
  private boolean awake;

  LiveExecution(Surroundings surroundings, Execution execution, Plan plan) {
    this.surroundings = surroundings;
    this.execution = execution;
    this.plan = plan;
    this.interpreter = plan.interpreter();
    this.timeout = plan.definition().timeout();
    this.context = plan.context(execution);
    this.open = new OpenWork(surroundings, this);
    this.statusEvents = new StatusEvents(surroundings, this, execution.arn());
    this.faults = new FaultLog(execution.arn(), "The next step of an execution fails");
  }

  synchronized Execution execution() {
    return execution;
  }

  /** Saves the very beginning. */
  synchronized void begin() {
    commit(interpreter.begin(context), execution, true);
    resume();
  }

  synchronized void redrive() {
    Execution redriven = execution.redriven(now());
    context = plan.context(redriven);
    commit(interpreter.redrive(execution.run(), context), redriven, true);
    resume();
  }

  /** Goes on from what is saved. */
  synchronized void resume() {
    statusEvents.send();
    if (execution.isRunning()) {
      timeout.ifPresent(
          limit -> {
            timeoutAlarm.run();
            timeoutAlarm =
                at(
                    execution.runningSince().plus(limit),
                    () -> end(Ending.Kind.TIMED_OUT, null, null));
          });
      wake();
    }
  }

  /** Ends it as StopExecution does; does nothing if it has ended. */
  synchronized void stop(String error, String cause) {
    if (execution.isRunning()) {
      end(Ending.Kind.ABORTED, error, cause);
    }
  }

  private void end(Ending.Kind kind, String error, String cause) {
    Turn turn = interpreter.turn(execution.run(), context);
    turn.end(Ending.of(kind, error, cause));
    commit(turn, execution, true);
    finish();
  }

  /** Something has come from outside: it is part of the next turn. */
  synchronized void post(Consumer<Turn> news) {
    inbox.add(news);
    wake();
  }

  /** For a strand that still waits in that attempt of its state. */
  void post(String attempt, int strand, Consumer<Turn> news) {
    post(
        turn -> {
          Strand now = turn.change().run().strands().get(strand);
          if (now != null && now.attempt().equals(attempt)) {
            news.accept(turn);
          }
        });
  }

  /** The strand that a call's token stands for, while it waits. */
  synchronized Optional<Strand> calling(String attempt) {
    return execution.run().strands().values().stream()
        .filter(strand -> strand.attempt().equals(attempt))
        .filter(strand -> strand.activity() instanceof Activity.Calling)
        .findFirst();
  }

  String taskToken(Strand strand) {
    return context.taskToken(strand);
  }

  private void wake() {
    if (!awake) {
      awake = true;
      surroundings.timer().run(guarded(this::takeTurn));
    }
  }

  private void takeTurn() {
    awake = false;
    Turn turn = interpreter.turn(execution.run(), context);
    while (!inbox.isEmpty() && !turn.hasEnded()) {
      inbox.remove().accept(turn);
    }
    turn.advance(STATES);
    commit(turn, execution, turn.hasEnded());
    if (turn.hasEnded()) {
      finish();
    } else {
      open.follow(execution.run());
      if (turn.isReady() || !inbox.isEmpty()) {
        wake();
      }
    }
  }

  private void finish() {
    timeoutAlarm.run();
    inbox.clear();
    open.stop("The execution %s is %s".formatted(execution.arn(), execution.status()));
    statusEvents.send();
  }

  private void commit(Turn turn, Execution from, boolean statusChanged) {
    if (!turn.isChanged()) {
      return;
    }
    Change change = turn.change();
    Execution next = from.at(change.run(), now());
    Execution told =
        statusChanged ? next.withUnsent(StatusEvent.of(next, surroundings.account(), now())) : next;
    execution = surroundings.store().save(told, change.events());
    faults.succeeded();
    surroundings.changed().accept(execution);
  }

  private Instant now() {
    return surroundings.timer().instant();
  }

  Runnable at(Instant due, Runnable task) {
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
            faults.failed(e);
            open.forget();
            inbox.clear();
            surroundings.timer().at(now().plusSeconds(1), guarded(this::resume));
          }
        }
      }
    };
  }

  /** Saves that the oldest status event was taken. */
  synchronized void forgetFirstUnsent() {
    execution = surroundings.store().save(execution.withoutFirstUnsent(), java.util.List.of());
    surroundings.changed().accept(execution);
  }

  static StatesError asStatesError(Throwable failure) {
    Throwable cause =
        failure instanceof java.util.concurrent.CompletionException ? failure.getCause() : failure;
    return cause instanceof StatesError error
        ? error
        : new StatesError("States.Runtime", String.valueOf(cause));
  }
}
