package dev.errand.states.execution;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.state.Catcher;
import dev.errand.states.state.FailurePolicy;
import dev.errand.states.state.State;
import dev.errand.states.state.TaskState;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.Optional;

/** Applies {@code Retry} and {@code Catch} to a state that fails. */
final class FailureHandler {

  private final ExecutionWorkspace execution;
  private final StateRunner runner;
  private final ChildBranches children;

  FailureHandler(ExecutionWorkspace execution, StateRunner runner, ChildBranches children) {
    this.execution = execution;
    this.runner = runner;
    this.children = children;
  }

  /** The evaluation of one of the state's own fields has failed. */
  void failInFields(Branch branch, StatesError cause) {
    StatesError error = within(branch, cause);
    Branch failed =
        error.error().equals(Optional.of(StatesError.QUERY))
            ? execution.record(
                branch,
                (history, after) ->
                    history.evaluationFailed(after, branch.current().state(), error))
            : branch;
    fail(failed, error);
  }

  private static StatesError within(Branch branch, StatesError error) {
    return error.within(branch.current().state(), branch.current().event());
  }

  /** The branch's state has failed: it is retried, or caught, or ends its branch. */
  void fail(Branch branch, StatesError error) {
    State state = execution.state(branch);
    Optional<FailurePolicy.Retry> retry =
        state
            .failurePolicy()
            .retry(branch.current()::retriesBy, error, execution.interpreter().random());
    if (retry.isPresent()) {
      execution.forgetFailure();
      Instant due = execution.interpreter().retryAt(execution.now(), retry.get().delay());
      StateExecution retried = branch.current().retriedBy(retry.get().retrier());
      execution.branches().put(branch.with(retried, new BranchStatus.Retrying(due)));
      return;
    }
    boolean hasOwnEvent = state.isRetried() && !(state instanceof TaskState) && !error.isTerminal();
    Branch failed =
        hasOwnEvent
            ? execution.record(
                branch, (history, after) -> history.plain(after, state.type() + "StateFailed"))
            : branch;
    execution.branches().put(failed.with(new BranchStatus.Ready()));
    Optional<Catcher> catcher = state.failurePolicy().catcher(error);
    if (catcher.isPresent()) {
      execution.forgetFailure();
      applyCatcher(failed, catcher.get(), error);
    } else {
      endBranch(failed, error);
    }
  }

  private void applyCatcher(Branch branch, Catcher catcher, StatesError error) {
    try {
      ObjectNode errorOutput = Json.object();
      errorOutput.put("Error", error.error().orElse(""));
      errorOutput.put("Cause", error.cause().orElse(""));
      runner.leave(
          branch,
          catcher.flow().caught(execution.scope(branch), errorOutput),
          Optional.of(catcher.next()));
    } catch (StatesError e) {
      endBranch(branch, within(branch, e));
    }
  }

  /** Ends the branch with an error: that of the execution, or of the Parallel or Map state. */
  void endBranch(Branch branch, StatesError error) {
    execution.branches().put(branch);
    execution.noteFailure();
    if (branch.parent() == 0 || error.isTerminal()) {
      execution.end(branch, ExecutionResult.failed(error));
    } else {
      children.fail(branch, error);
    }
  }
}
