package dev.errand.states.execution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.errand.states.state.MapState;
import dev.errand.states.state.TaskResource;
import dev.errand.states.state.Workflow;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Takes an execution from one snapshot to a later one. The caller stores the {@link #result} to
 * make the update effective, or drops the update to discard it.
 */
public final class ExecutionUpdate {

  /** Step Functions ends an execution whose history has more events. */
  private static final int MAX_HISTORY = 25_000;

  private final ExecutionWorkspace execution;
  private final StateRunner runner;

  ExecutionUpdate(
      Interpreter interpreter, ContextObject context, Instant now, ExecutionSnapshot snapshot) {
    this.execution = new ExecutionWorkspace(interpreter, context, now, snapshot);
    this.runner = new StateRunner(execution);
  }

  /** The new snapshot and the new events. */
  public UpdateResult result() {
    return execution.result();
  }

  /** Whether the update has changed the execution. */
  public boolean isChanged() {
    return execution.branches().isChanged();
  }

  /** Whether a state can run without waiting. */
  public boolean isReady() {
    return !execution.hasEnded() && execution.branches().hasReady();
  }

  /** Whether the execution has ended. */
  public boolean hasEnded() {
    return execution.hasEnded();
  }

  /** Begins with the workflow at that location: that of the state machine or of a Map Run. */
  void begin(String workflow) {
    ContextObject context = execution.context();
    int started = execution.history().executionStarted(context.input(), context.roleArn());
    Workflow root = execution.interpreter().definition().workflow(workflow);
    ChildBranches.Origin origin = new ChildBranches.Origin(0, 0, workflow, Optional.empty());
    runner.enter(
        ChildBranches.newBranch(execution, origin, root, context.input(), started),
        root.startAt(),
        context.input());
  }

  /** Runs states until each branch waits, up to that number of states. */
  public void advance(int states) {
    for (int i = 0; i < states && isReady(); i++) {
      if (execution.history().count() >= MAX_HISTORY) {
        end(
            ExecutionResult.of(
                ExecutionResult.Kind.FAILED,
                Optional.of(StatesError.RUNTIME),
                Optional.of(
                    "The execution reached the maximum number of history events (%d)."
                        .formatted(MAX_HISTORY))));
        return;
      }
      execution
          .branches()
          .takeReady()
          .ifPresent(
              branch -> runner.run(branch, state -> state.enter(execution.stateContext(branch))));
    }
  }

  /** The time of the branch's Wait state is over, or its retry is due. */
  public void wake(int id) {
    Branch branch = execution.branches().get(id);
    if (branch.status() instanceof BranchStatus.Sleeping) {
      runner.run(branch, state -> state.wake(execution.stateContext(branch)));
    } else if (branch.status() instanceof BranchStatus.Retrying) {
      execution.branches().putReady(branch);
    }
  }

  /**
   * The service has accepted the branch's call.
   *
   * @param submission its response
   */
  public void accept(int id, JsonNode submission) {
    Branch branch = execution.branches().get(id);
    if (branch.status() instanceof BranchStatus.Calling call && !call.submitted()) {
      TaskResource resource = TaskResource.of(call.resource());
      Branch accepted = branch.with(call.accepted());
      if (resource.kind() == TaskResource.Kind.FUNCTION
          || resource.kind() == TaskResource.Kind.SERVICE) {
        accepted = started(accepted, resource, Optional.empty());
      }
      if (resource.isSubmitted()) {
        accepted =
            execution.record(
                accepted, (history, after) -> history.submitted(after, resource, submission));
      }
      execution.branches().put(accepted);
    }
  }

  private Branch started(Branch branch, TaskResource resource, Optional<String> worker) {
    return execution.record(branch, (history, after) -> history.started(after, resource, worker));
  }

  /** A worker has taken the branch's activity task. */
  public void startActivity(int id, Optional<String> worker) {
    Branch branch = execution.branches().get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      execution
          .branches()
          .put(
              started(
                  branch.with(call.withHeartbeat(execution.now())),
                  TaskResource.of(call.resource()),
                  worker));
    }
  }

  /** The branch's call has sent a heartbeat. */
  public void heartbeat(int id) {
    Branch branch = execution.branches().get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      execution.branches().put(branch.with(call.withHeartbeat(execution.now())));
    }
  }

  /** The branch's call has a result. */
  public void succeed(int id, JsonNode result) {
    Branch branch = execution.branches().get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      TaskResource resource = TaskResource.of(call.resource());
      Branch succeeded =
          execution.record(branch, (history, after) -> history.succeeded(after, resource, result));
      if (call.isOfMapRun()) {
        execution.record(succeeded, (history, after) -> history.plain(after, "MapStateSucceeded"));
      }
      runner.run(succeeded, state -> state.succeed(execution.stateContext(succeeded), result));
    }
  }

  /** The branch's call has failed. */
  public void fail(int id, StatesError error) {
    Branch branch = execution.branches().get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      runner
          .failures()
          .fail(
              execution.record(branch, (history, after) -> history.failed(after, call, error)),
              error);
    }
  }

  /**
   * What the child executions of the branch's Map Run begin with.
   *
   * @throws StatesError if a field of the state cannot be evaluated
   */
  public List<MapState.ChildInput> childInputs(int id, ArrayNode items) {
    Branch branch = execution.branches().get(id);
    return ((MapState) execution.state(branch)).childInputs(execution.stateContext(branch), items);
  }

  /** Ends the execution, as StopExecution or its time-out does. */
  public void end(ExecutionResult result) {
    execution.end(result);
  }

  /** Begins again in the states where branches failed or were ended, with all that is done. */
  void redrive() {
    execution.reopen();
    int redriven =
        execution
            .history()
            .executionRedriven(
                execution.branches().root().lastEvent(), execution.context().redriveCount());
    List<Branch> all = List.copyOf(execution.branches().all().values());
    for (Branch branch : all) {
      if (branch.status() instanceof BranchStatus.Calling call && call.isOfMapRun()) {
        redriveMapRun(branch.after(redriven), call);
      } else if (branch.joining().isEmpty()) {
        StateExecution current = branch.current();
        runner.enter(branch.after(redriven), current.state(), current.input());
      } else if (branch.parent() == 0) {
        execution.branches().put(branch.after(redriven));
      }
    }
    all.stream()
        .filter(branch -> branch.joining().isPresent())
        .forEach(branch -> runner.startMore(branch.id()));
  }

  private void redriveMapRun(Branch branch, BranchStatus.Calling call) {
    int redriveCount = execution.context().redriveCount();
    Branch redriven =
        execution.record(
            branch,
            (history, after) -> history.mapRunRedriven(after, call.resource(), redriveCount));
    execution.branches().put(redriven.with(call.redriven(redriveCount)));
  }
}
