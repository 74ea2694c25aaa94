package dev.errand.states.execution;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * A sequence of states that an execution goes through: the state machine itself, a branch of a
 * Parallel state or an iteration of a Map state.
 *
 * @param id unique in the execution
 * @param parent the branch whose Parallel or Map state began it; 0 for the state machine itself
 * @param index of the branch or item
 * @param workflow the location of its states in the definition
 * @param variables what its own states assigned
 * @param item the item of a Map state's iteration
 * @param lastEvent the id of the latest event of its history
 */
@JsonIgnoreProperties("silent")
public record Branch(
    int id,
    int parent,
    int index,
    @JsonAlias("flow") String workflow,
    @JsonAlias("position") StateExecution current,
    Map<String, JsonNode> variables,
    Optional<Item> item,
    @JsonAlias("activity") BranchStatus status,
    int lastEvent) {

  /** The item of a Map state's iteration. */
  public record Item(JsonNode value) {}

  /** The branch of the state machine itself. */
  public static final int ROOT = 1;

  public Branch {
    variables = Map.copyOf(variables);
  }

  /** Identifies one attempt at one execution of a state; unique in the execution. */
  public String attempt() {
    return id + "-" + current.sequenceNumber() + "-" + current.retryCount();
  }

  Optional<BranchStatus.Joining> joining() {
    return status instanceof BranchStatus.Joining joining ? Optional.of(joining) : Optional.empty();
  }

  boolean isReady() {
    return status instanceof BranchStatus.Ready;
  }

  Branch with(StateExecution newCurrent, BranchStatus newStatus) {
    return new Branch(
        id, parent, index, workflow, newCurrent, variables, item, newStatus, lastEvent);
  }

  Branch with(BranchStatus newStatus) {
    return with(current, newStatus);
  }

  Branch with(Map<String, JsonNode> newVariables) {
    return new Branch(id, parent, index, workflow, current, newVariables, item, status, lastEvent);
  }

  /** Continues after an event. */
  Branch after(int event) {
    return new Branch(id, parent, index, workflow, current, variables, item, status, event);
  }
}
