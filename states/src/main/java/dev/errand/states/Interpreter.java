package dev.errand.states;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Executes a definition. Keeps nothing: an execution is a {@link Run}, and a {@link Turn} takes it
 * to a later one. It waits for nothing and calls nothing: what a run waits for stands in it, and
 * whoever drives it reports what has come.
 */
public final class Interpreter {

  private final Definition definition;
  private final Settings settings;

  /**
   * On which terms.
   *
   * @param clock tells when a state is entered
   * @param random draws the jitter of retries
   * @param region where the services that are called are said to be
   * @param waits what the delay before a retry and the time of a Wait state are multiplied by
   */
  public record Settings(
      InstantSource clock, RandomGenerator random, String region, double waits) {}

  /** An interpreter of a definition. */
  public Interpreter(Definition definition, Settings settings) {
    this.definition = definition;
    this.settings = settings;
  }

  /** Begins an execution. */
  public Turn begin(ContextObject context) {
    Turn turn =
        new Turn(
            this,
            context,
            settings.clock().instant(),
            new Run(Map.of(), Strand.ROOT, 0, Optional.empty()));
    turn.begin();
    return turn;
  }

  /** Goes on with an execution. */
  public Turn turn(Run run, ContextObject context) {
    return new Turn(this, context, settings.clock().instant(), run);
  }

  /** Begins again in the state where an execution failed. */
  public Turn redrive(Run run, ContextObject context) {
    Turn turn = turn(run, context);
    turn.redrive();
    return turn;
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
    return settings.waits() == 1 ? until : retryAt(now, Duration.between(now, until));
  }

  Instant retryAt(Instant now, Duration delay) {
    return now.plusMillis((long) (delay.toMillis() * settings.waits()));
  }
}
