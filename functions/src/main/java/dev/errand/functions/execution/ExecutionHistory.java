package dev.errand.functions.execution;

import java.util.List;

/**
 * The visits of an execution to the states of its state machine.
 *
 * @param visits in the order in which the states were entered
 * @param isComplete whether there were no more events than are read
 */
public record ExecutionHistory(StateGraph graph, List<StateVisit> visits, boolean isComplete) {

  public ExecutionHistory {
    visits = List.copyOf(visits);
  }
}
