package dev.errand.states.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.DataFlow;
import dev.errand.states.state.State;
import dev.errand.states.state.Step;
import dev.errand.states.value.StatesError;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Runs the states of branches: enters a state, applies the step that it takes, and leaves it. */
final class StateRunner {

  private final ExecutionWorkspace execution;
  private final ChildBranches children;
  private final FailureHandler failures;

  StateRunner(ExecutionWorkspace execution) {
    this.execution = execution;
    this.children = new ChildBranches(execution, this);
    this.failures = new FailureHandler(execution, this, children);
  }

  FailureHandler failures() {
    return failures;
  }

  /** Starts the branches of a Parallel or Map state that can start now. */
  void startMore(int id) {
    children.resume(id);
  }

  /** Enters a state; it runs when its branch is taken from the queue. */
  void enter(Branch branch, String name, JsonNode input) {
    String type = execution.interpreter().definition().state(branch.workflow(), name).type();
    Branch entered =
        execution.record(
            branch, (history, after) -> history.stateEntered(after, type, name, input));
    StateExecution current =
        new StateExecution(
            name,
            branch.current().sequenceNumber() + 1,
            execution.now(),
            entered.lastEvent(),
            input,
            List.of());
    execution.branches().putReady(entered.with(current, new BranchStatus.Ready()));
  }

  /** Applies the next step of the branch's state; an error in the state's own fields fails it. */
  void run(Branch branch, Function<State, Step> next) {
    execution.branches().put(branch);
    try {
      apply(branch, next.apply(execution.state(branch)));
    } catch (StatesError e) {
      failures.failInFields(execution.branches().get(branch.id()), e);
    }
  }

  private void apply(Branch branch, Step step) {
    if (step instanceof Step.Leave leave) {
      leave(branch, leave.output(), leave.next());
    } else if (step instanceof Step.Call call) {
      call(branch, call);
    } else if (step instanceof Step.Sleep sleep) {
      execution
          .branches()
          .put(
              branch.with(
                  new BranchStatus.Sleeping(
                      execution.interpreter().wakeAt(execution.now(), sleep.until()))));
    } else if (step instanceof Step.RunBranches parallel) {
      children.runBranches(branch, parallel.input());
    } else if (step instanceof Step.RunIterations map) {
      children.runIterations(branch, map.items());
    } else if (step instanceof Step.StartMapRun mapRun) {
      children.startMapRun(branch, mapRun.items());
    } else if (step instanceof Step.Fail fail) {
      failures.endBranch(branch, fail.error());
    }
  }

  /** Leaves the state with its output, for the next state or the end of the branch. */
  void leave(Branch branch, DataFlow.StateOutput output, Optional<String> next) {
    String state = branch.current().state();
    DataFlow.limit(state, output.value());
    String type = execution.state(branch).type();
    Map<String, JsonNode> variables = new HashMap<>(branch.variables());
    variables.putAll(output.assigned());
    Branch exited =
        execution
            .record(branch, (history, after) -> history.stateExited(after, type, state, output))
            .with(variables);
    if (next.isPresent()) {
      enter(exited, next.get(), output.value());
    } else if (exited.parent() == 0) {
      execution.history().executionSucceeded(exited.lastEvent(), output.value());
      execution.branches().put(exited);
      execution.succeed(ExecutionResult.succeeded(output.value()));
    } else {
      children.complete(exited, output.value());
    }
  }

  private void call(Branch branch, Step.Call call) {
    BranchStatus.Calling calling =
        new BranchStatus.Calling(
            call.resource().arn(),
            call.parameters(),
            call.timeout().map(execution.now()::plus),
            call.heartbeat(),
            call.heartbeat().map(execution.now()::plus),
            false);
    Branch scheduled =
        execution.record(
            branch,
            (history, after) -> history.scheduled(after, call, execution.interpreter().region()));
    execution.branches().put(scheduled.with(calling));
  }
}
