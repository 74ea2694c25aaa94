package dev.errand.states;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A state machine's definition, known to be runnable. */
public final class Definition {

  private final String startAt;
  private final Map<String, State> states;
  private final Optional<Duration> timeout;

  Definition(String startAt, Map<String, State> states, Optional<Duration> timeout) {
    this.startAt = startAt;
    this.states = Map.copyOf(states);
    this.timeout = timeout;
  }

  /**
   * Reads a definition.
   *
   * @param text in the Amazon States Language, JSON
   * @param resources what a Task state may name as its {@code Resource}
   * @throws InvalidDefinition with everything in it that cannot be run
   */
  public static Definition read(String text, Set<String> resources) {
    return new DefinitionReader(resources).read(text);
  }

  /** The name of the first state. */
  public String startAt() {
    return startAt;
  }

  /** How long an execution may take. */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /** The state of that name. */
  public State state(String name) {
    return states.get(name);
  }
}
