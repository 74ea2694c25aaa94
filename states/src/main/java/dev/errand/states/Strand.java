package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A sequence of states that an execution goes through: the state machine itself, a branch of a
 * Parallel state or an iteration of a Map state.
 *
 * @param id unlike that of any other strand of the execution, before or after it
 * @param parent the strand whose Parallel or Map state began it; 0 for the state machine itself
 * @param index of the branch or item
 * @param flow where its states stand in the definition
 * @param variables what its own states assigned
 * @param item what a Map state's iteration is for
 * @param lastEvent the id of the latest event of its history
 * @param silent whether it leaves no events, as the child executions of a Map Run
 */
public record Strand(
    int id,
    int parent,
    int index,
    String flow,
    Position position,
    Map<String, JsonNode> variables,
    Optional<Item> item,
    Activity activity,
    int lastEvent,
    boolean silent) {

  /** What a Map state's iteration is for. */
  public record Item(JsonNode value) {}

  /** The strand of the state machine itself. */
  public static final int ROOT = 1;

  public Strand {
    variables = Map.copyOf(variables);
  }

  /** Unlike that of any other try of any other state of the execution. */
  public String attempt() {
    return id + "-" + position.visit() + "-" + position.retryCount();
  }

  Strand with(Position newPosition, Activity newActivity) {
    return new Strand(
        id, parent, index, flow, newPosition, variables, item, newActivity, lastEvent, silent);
  }

  Strand with(Activity newActivity) {
    return with(position, newActivity);
  }

  Strand with(Map<String, JsonNode> newVariables) {
    return new Strand(
        id, parent, index, flow, position, newVariables, item, activity, lastEvent, silent);
  }

  Strand after(int event) {
    return new Strand(id, parent, index, flow, position, variables, item, activity, event, silent);
  }
}
