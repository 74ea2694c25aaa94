package dev.errand.states.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.state.State;
import dev.errand.states.state.StateContext;
import dev.errand.states.value.EvaluationScope;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** An execution during an update: its branches, its new events and the scopes of its states. */
final class ExecutionWorkspace {

  private final Interpreter interpreter;
  private final ContextObject context;
  private final Instant now;
  private final BranchTable branches;
  private final History history;
  private Optional<ExecutionResult> result;
  private Optional<Map<Integer, Branch>> atFailure = Optional.empty();

  ExecutionWorkspace(
      Interpreter interpreter, ContextObject context, Instant now, ExecutionSnapshot snapshot) {
    this.interpreter = interpreter;
    this.context = context;
    this.now = now;
    this.branches = new BranchTable(snapshot);
    this.history = new History(now, snapshot.events());
    this.result = snapshot.result();
  }

  /** Adds an event to the history, after the event with that id; gives the new event's id. */
  interface Event {
    int add(History history, int after);
  }

  Interpreter interpreter() {
    return interpreter;
  }

  ContextObject context() {
    return context;
  }

  Instant now() {
    return now;
  }

  BranchTable branches() {
    return branches;
  }

  History history() {
    return history;
  }

  UpdateResult result() {
    return new UpdateResult(
        new ExecutionSnapshot(branches.all(), branches.nextId(), history.count(), result),
        history.events());
  }

  boolean hasEnded() {
    return result.isPresent();
  }

  /** Ends the execution with its output; the event of it is in the history already. */
  void succeed(ExecutionResult newResult) {
    result = Optional.of(newResult);
    branches.clear();
  }

  /** Ends the execution without an output. */
  void end(ExecutionResult newResult) {
    end(branches.root(), newResult);
  }

  /**
   * Keeps the branches as they were when the first of them failed: a redrive continues from them.
   */
  void end(Branch cause, ExecutionResult newResult) {
    history.executionEnded(cause.lastEvent(), newResult);
    result = Optional.of(newResult);
    Map<Integer, Branch> kept = new TreeMap<>(atFailure.orElseGet(branches::copy));
    kept.computeIfPresent(Branch.ROOT, (id, root) -> root.after(history.count()));
    branches.keep(kept);
  }

  /** A branch has failed, which may end the execution. */
  void noteFailure() {
    atFailure = atFailure.or(() -> Optional.of(branches.copy()));
  }

  /** What has failed is tried again or caught. */
  void forgetFailure() {
    atFailure = Optional.empty();
  }

  void reopen() {
    result = Optional.empty();
  }

  /** The branch after the event. */
  Branch record(Branch branch, Event event) {
    return branch.after(event.add(history, branch.lastEvent()));
  }

  State state(Branch branch) {
    return interpreter.definition().state(branch.workflow(), branch.current().state());
  }

  StateContext stateContext(Branch branch) {
    return new StateContext(branch.current().state(), scope(branch), now);
  }

  EvaluationScope scope(Branch branch) {
    return new EvaluationScope(
        branch.current().input(),
        Optional.empty(),
        Optional.empty(),
        memoized(() -> contextObject(branch)),
        variables(branch));
  }

  private static Supplier<JsonNode> memoized(Supplier<JsonNode> supplier) {
    JsonNode[] value = new JsonNode[1];
    return () -> {
      if (value[0] == null) {
        value[0] = supplier.get();
      }
      return value[0];
    };
  }

  private JsonNode contextObject(Branch branch) {
    JsonNode own = context.at(branch, state(branch));
    for (Optional<Branch> around = Optional.of(branch);
        around.isPresent();
        around = branches.find(around.get().parent())) {
      Branch found = around.get();
      if (found.item().isPresent()) {
        return EvaluationScope.contextWithItem(own, found.index(), found.item().get().value());
      }
    }
    return own;
  }

  /** Its own and those of the branches around it. */
  private Map<String, JsonNode> variables(Branch branch) {
    Optional<Branch> parent = branches.find(branch.parent());
    if (parent.isEmpty()) {
      return branch.variables();
    }
    Map<String, JsonNode> all = new HashMap<>(variables(parent.get()));
    all.putAll(branch.variables());
    return all;
  }
}
