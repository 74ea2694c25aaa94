package dev.errand.states.execution;

import dev.errand.states.definition.Definition;
import dev.errand.states.state.MapRunRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Executes a definition. It has no state: an execution is an {@link ExecutionSnapshot}, and an
 * {@link ExecutionUpdate} takes it to a later one. It does not wait and calls no service. The
 * caller reads from the snapshot what the execution waits for, and reports the answers.
 */
public final class Interpreter {

  private final Definition definition;
  private final Settings settings;

  /**
   * The settings of an interpreter.
   *
   * @param clock the time at which a state is entered
   * @param random draws the jitter of retries
   * @param region where the services that are called are said to be
   * @param delayFactor the delays before retries and the waits of Wait states are multiplied by it
   */
  public record Settings(
      InstantSource clock, RandomGenerator random, String region, double delayFactor) {}

  /** An interpreter of a definition. */
  public Interpreter(Definition definition, Settings settings) {
    this.definition = definition;
    this.settings = settings;
  }

  /** Begins an execution of the state machine. */
  public ExecutionUpdate begin(ContextObject context) {
    return begin(context, Definition.ROOT);
  }

  /**
   * Begins an execution.
   *
   * @param workflow the location of its states: the state machine's, or {@link
   *     MapRunRequest#workflow}
   */
  public ExecutionUpdate begin(ContextObject context, String workflow) {
    ExecutionUpdate update =
        new ExecutionUpdate(
            this,
            context,
            settings.clock().instant(),
            new ExecutionSnapshot(Map.of(), Branch.ROOT, 0, Optional.empty()));
    update.begin(workflow);
    return update;
  }

  /** Continues an execution. */
  public ExecutionUpdate update(ExecutionSnapshot snapshot, ContextObject context) {
    return new ExecutionUpdate(this, context, settings.clock().instant(), snapshot);
  }

  /** Begins again in the state where an execution failed. */
  public ExecutionUpdate redrive(ExecutionSnapshot snapshot, ContextObject context) {
    ExecutionUpdate update = update(snapshot, context);
    update.redrive();
    return update;
  }

  Definition definition() {
    return definition;
  }

  RandomGenerator random() {
    return settings.random();
  }

  String region() {
    return settings.region();
  }

  Instant wakeAt(Instant now, Instant until) {
    return settings.delayFactor() == 1 ? until : retryAt(now, Duration.between(now, until));
  }

  Instant retryAt(Instant now, Duration delay) {
    return now.plusMillis((long) (delay.toMillis() * settings.delayFactor()));
  }
}
