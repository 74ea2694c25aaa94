package dev.errand.states.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.states.definition.Definition;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.state.MapSettings;
import dev.errand.states.state.MapState;
import dev.errand.states.state.ParallelState;
import dev.errand.states.state.Workflow;
import dev.errand.states.value.StatesError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Starts the branches of Parallel states and the iterations of Map states, and joins them. */
final class ChildBranches {

  private final ExecutionWorkspace execution;
  private final StateRunner runner;

  ChildBranches(ExecutionWorkspace execution, StateRunner runner) {
    this.execution = execution;
    this.runner = runner;
  }

  private BranchTable branches() {
    return execution.branches();
  }

  /**
   * The place of a branch in the execution, and what it iterates over.
   *
   * @param parent 0 for the state machine itself
   * @param workflow the location of its states
   */
  record Origin(int parent, int index, String workflow, Optional<Branch.Item> item) {}

  static Branch newBranch(
      ExecutionWorkspace execution, Origin origin, Workflow workflow, JsonNode input, int event) {
    return new Branch(
        execution.branches().newId(),
        origin.parent(),
        origin.index(),
        origin.workflow(),
        new StateExecution(workflow.startAt(), 0, execution.now(), 0, input, List.of()),
        Map.of(),
        origin.item(),
        new BranchStatus.Ready(),
        event);
  }

  private void start(Origin origin, Workflow workflow, JsonNode input, int event) {
    runner.enter(newBranch(execution, origin, workflow, input, event), workflow.startAt(), input);
  }

  void runBranches(Branch branch, JsonNode input) {
    ParallelState state = (ParallelState) execution.state(branch);
    int count = state.branches().size();
    Branch begun =
        execution.record(branch, (history, after) -> history.plain(after, "ParallelStateStarted"));
    branches().put(begun.with(BranchStatus.Joining.branches(count)));
    for (int i = 0; i < count; i++) {
      String location = below(branch, ParallelState.branch(i));
      start(
          new Origin(branch.id(), i, location, Optional.empty()),
          state.branches().get(i),
          input,
          begun.lastEvent());
    }
  }

  void runIterations(Branch branch, ArrayNode items) {
    MapState state = (MapState) execution.state(branch);
    int maxConcurrency = state.maxConcurrency(execution.stateContext(branch));
    Branch begun =
        execution.record(branch, (history, after) -> history.mapStateStarted(after, items.size()));
    branches().put(begun);
    MapSettings settings = state.settings(execution.stateContext(begun), maxConcurrency);
    branches().put(begun.with(BranchStatus.Joining.iterations(items, settings)));
    resume(branch.id());
  }

  /** Starts a Map Run and waits for its result as for that of a service. */
  void startMapRun(Branch branch, Optional<ArrayNode> items) {
    MapState state = (MapState) execution.state(branch);
    int maxConcurrency = state.maxConcurrency(execution.stateContext(branch));
    int length = items.map(ArrayNode::size).orElse(0);
    Branch begun =
        execution.record(branch, (history, after) -> history.mapStateStarted(after, length));
    branches().put(begun);
    MapRunRequest request =
        state
            .request(
                execution.stateContext(begun),
                below(begun, MapState.PROCESSOR),
                items,
                maxConcurrency)
            .redriven(execution.context().redriveCount());
    String arn = mapRunArn(begun, request.label());
    Branch running = execution.record(begun, (history, after) -> history.mapRunStarted(after, arn));
    branches()
        .put(
            running.with(
                new BranchStatus.Calling(
                    arn,
                    request.json(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    false)));
  }

  private String mapRunArn(Branch branch, String label) {
    String identity = execution.context().executionArn() + " " + branch.attempt();
    return "%s/%s:%s"
        .formatted(
            execution.context().stateMachineArn().replace(":stateMachine:", ":mapRun:"),
            label,
            UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)));
  }

  /** Starts the iterations that may start; leaves the state if all are done. */
  void resume(int id) {
    Optional<Branch> parent = branches().find(id);
    while (parent
        .flatMap(Branch::joining)
        .filter(BranchStatus.Joining::mayStartIteration)
        .isPresent()) {
      startIteration(parent.get(), parent.get().joining().orElseThrow());
      parent = branches().find(id);
    }
    if (parent.flatMap(Branch::joining).filter(BranchStatus.Joining::isDone).isPresent()) {
      join(parent.get(), parent.get().joining().orElseThrow());
    }
  }

  private void startIteration(Branch parent, BranchStatus.Joining joining) {
    MapState state = (MapState) execution.state(parent);
    int index = joining.started();
    JsonNode item = joining.items().orElseThrow().get(index);
    branches().put(parent.with(joining.oneMore()));
    int event =
        execution
            .history()
            .mapIteration(parent.lastEvent(), "Started", parent.current().state(), index);
    JsonNode input;
    try {
      input = state.input(execution.scope(parent).withItem(index, item), item);
    } catch (StatesError e) {
      abort(parent.id());
      runner.failures().failInFields(branches().get(parent.id()), e);
      return;
    }
    start(
        new Origin(
            parent.id(),
            index,
            below(parent, MapState.PROCESSOR),
            Optional.of(new Branch.Item(item))),
        state.processor(),
        input,
        event);
  }

  private static String below(Branch branch, String inner) {
    return Definition.below(branch.workflow(), branch.current().state(), inner);
  }

  private void join(Branch parent, BranchStatus.Joining joining) {
    String type = execution.state(parent).type();
    execution.record(parent, (history, after) -> history.plain(after, type + "StateSucceeded"));
    runner.run(parent, state -> state.succeed(execution.stateContext(parent), joining.output()));
  }

  /** A branch or an iteration has ended with an output. */
  void complete(Branch child, JsonNode output) {
    branches().remove(child.id());
    Branch parent = branches().get(child.parent());
    BranchStatus.Joining joining = parent.joining().orElseThrow();
    int event =
        joining.items().isPresent()
            ? iterationEvent(child, "Succeeded", parent)
            : child.lastEvent();
    branches().put(parent.after(event).with(joining.with(child.index(), output)));
    resume(parent.id());
  }

  private int iterationEvent(Branch child, String what, Branch parent) {
    return execution
        .history()
        .mapIteration(child.lastEvent(), what, parent.current().state(), child.index());
  }

  /** A branch or an iteration has ended with an error. */
  void fail(Branch child, StatesError error) {
    branches().removeWithDescendants(child.id());
    Branch parent = branches().get(child.parent());
    BranchStatus.Joining joining = parent.joining().orElseThrow();
    if (joining.items().isPresent()) {
      iterationEvent(child, "Failed", parent);
    }
    Branch failed = parent.after(child.lastEvent());
    branches().put(failed);
    abort(parent.id());
    runner.failures().fail(failed, error);
  }

  /** Ends the branches below one. */
  private void abort(int id) {
    Branch parent = branches().get(id);
    for (Branch child : branches().childrenOf(id)) {
      abort(child.id());
      branches().remove(child.id());
      if (child.item().isPresent()) {
        iterationEvent(child, "Aborted", parent);
      }
    }
  }
}
