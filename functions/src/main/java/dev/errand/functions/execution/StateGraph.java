package dev.errand.functions.execution;

import java.util.List;

/**
 * The states of a state machine's definition and the ways between them. It has nothing else of the
 * definition, which names resources of the account.
 *
 * @param startAt the name of the first state
 * @param states in the order of the definition
 */
public record StateGraph(String startAt, List<State> states) {

  public StateGraph {
    states = List.copyOf(states);
  }

  /**
   * A state.
   *
   * @param comment {@code ""} if it has none
   */
  public record State(String name, String type, String comment, List<Way> ways) {

    public State {
      ways = List.copyOf(ways);
    }
  }

  /** A way to another state. */
  public record Way(String to, Kind kind) {}

  /** Which field of the definition names a way. */
  public enum Kind {
    NEXT,
    CHOICE,
    DEFAULT,
    CATCH
  }
}
