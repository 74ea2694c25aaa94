package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes an execution from one moment to a later one. What is called here has happened once the
 * {@link #result} is stored; a turn that is dropped has not happened.
 */
public final class ExecutionUpdate {

  /** AWS ends an execution whose history grows beyond this. */
  private static final int MAX_HISTORY = 25_000;

  private static final BranchStatus READY = new BranchStatus.Ready();

  private final Interpreter interpreter;
  private final ContextObject context;
  private final Instant now;
  private final Map<Integer, Branch> branches;
  private final Deque<Integer> ready = new ArrayDeque<>();
  private final History history;
  private int nextBranch;
  private boolean changed;
  private Optional<ExecutionResult> executionResult;

  ExecutionUpdate(
      Interpreter interpreter, ContextObject context, Instant now, ExecutionSnapshot snapshot) {
    this.interpreter = interpreter;
    this.context = context;
    this.now = now;
    this.branches = new TreeMap<>(snapshot.branches());
    this.nextBranch = snapshot.nextBranch();
    this.history = new History(now, snapshot.events());
    this.executionResult = snapshot.result();
    branches.values().stream()
        .filter(branch -> branch.status() instanceof BranchStatus.Ready)
        .forEach(branch -> ready.add(branch.id()));
  }

  /** What has become of the execution. */
  public UpdateResult result() {
    return new UpdateResult(
        new ExecutionSnapshot(branches, nextBranch, history.count(), executionResult),
        history.events());
  }

  /** Whether anything has become of it. */
  public boolean isChanged() {
    return changed;
  }

  /** Whether there is more to do that needs no waiting. */
  public boolean isReady() {
    return executionResult.isEmpty() && !ready.isEmpty();
  }

  /** Whether the execution has ended. */
  public boolean hasEnded() {
    return executionResult.isPresent();
  }

  void begin() {
    int started = history.executionStarted(context.input(), context.roleArn());
    Workflow workflow = interpreter.definition().root();
    spawn(
        new Origin(0, 0, Definition.ROOT, Optional.empty(), false),
        workflow,
        context.input(),
        started);
  }

  /** Goes on for some states, as far as nothing has to be waited for. */
  public void advance(int states) {
    for (int i = 0; i < states && isReady(); i++) {
      if (history.count() >= MAX_HISTORY) {
        end(
            ExecutionResult.of(
                ExecutionResult.Kind.FAILED,
                StatesError.RUNTIME,
                "The execution reached the maximum number of history events (%d)."
                    .formatted(MAX_HISTORY)));
        return;
      }
      Branch branch = branches.get(ready.remove());
      if (branch != null && branch.status() instanceof BranchStatus.Ready) {
        perform(branch, state -> state.enter(stateContext(branch)));
      }
    }
  }

  /** The branch has waited long enough: a Wait state is over, or a retry is due. */
  public void wake(int id) {
    Branch branch = branches.get(id);
    if (branch.status() instanceof BranchStatus.Sleeping) {
      perform(branch, state -> state.wake(stateContext(branch)));
    } else if (branch.status() instanceof BranchStatus.Retrying) {
      makeReady(branch);
    }
  }

  /**
   * The service has accepted the branch's call.
   *
   * @param submission its answer
   */
  public void accept(int id, JsonNode submission) {
    Branch branch = branches.get(id);
    if (branch.status() instanceof BranchStatus.Calling call && !call.submitted()) {
      TaskResource resource = TaskResource.of(call.resource());
      Branch begun = branch.with(call.accepted());
      if (resource.kind() != TaskResource.Kind.ACTIVITY) {
        begun = after(begun, history(begun).started(begun.lastEvent(), resource, Optional.empty()));
      }
      if (resource.isSubmitted()) {
        begun = after(begun, history(begun).submitted(begun.lastEvent(), resource, submission));
      }
      put(id, begun);
    }
  }

  /** A worker has taken the branch's activity task. */
  public void startActivity(int id, Optional<String> worker) {
    Branch branch = branches.get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      Branch begun = branch.with(call.beating(now));
      put(
          id,
          after(
              begun,
              history(begun).started(begun.lastEvent(), TaskResource.of(call.resource()), worker)));
    }
  }

  /** The branch's call shows that it is alive. */
  public void heartbeat(int id) {
    Branch branch = branches.get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      put(id, branch.with(call.beating(now)));
    }
  }

  /** The branch's call has a result. */
  public void succeed(int id, JsonNode result) {
    Branch branch = branches.get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      TaskResource resource = TaskResource.of(call.resource());
      Branch told = after(branch, history(branch).succeeded(branch.lastEvent(), resource, result));
      perform(told, state -> state.succeed(stateContext(told), result));
    }
  }

  /** The branch's call has failed. */
  public void fail(int id, StatesError error) {
    Branch branch = branches.get(id);
    if (branch.status() instanceof BranchStatus.Calling call) {
      failed(after(branch, history(branch).failed(branch.lastEvent(), call, error)), error);
    }
  }

  /** The execution ends from outside. */
  public void end(ExecutionResult newResult) {
    Branch root = branches.get(Branch.ROOT);
    history.executionEnded(root.lastEvent(), newResult);
    close(newResult);
  }

  void redrive() {
    Branch root = branches.get(Branch.ROOT);
    executionResult = Optional.empty();
    Branch told = root.after(history.executionRedriven(root.lastEvent(), context.redriveCount()));
    enter(told, root.current().state(), root.current().input());
  }

  private void close(ExecutionResult newResult) {
    executionResult = Optional.of(newResult);
    ready.clear();
    Branch root = branches.get(Branch.ROOT);
    branches.clear();
    put(Branch.ROOT, root.with(READY));
  }

  // --- branches ---

  /** What a branch is begun for. */
  private record Origin(
      int parent, int index, String workflow, Optional<Branch.Item> item, boolean silent) {}

  private void spawn(Origin origin, Workflow workflow, JsonNode input, int lastEvent) {
    int id = nextBranch++;
    StateExecution none = new StateExecution(workflow.startAt(), 0, now, 0, input, List.of());
    enter(
        new Branch(
            id,
            origin.parent(),
            origin.index(),
            origin.workflow(),
            none,
            Map.of(),
            origin.item(),
            READY,
            lastEvent,
            origin.silent()),
        workflow.startAt(),
        input);
  }

  private void enter(Branch branch, String name, JsonNode input) {
    String type = interpreter.definition().state(branch.workflow(), name).type();
    int event = history(branch).stateEntered(branch.lastEvent(), type, name, input);
    StateExecution current =
        new StateExecution(
            name,
            branch.current().sequenceNumber() + 1,
            now,
            branch.silent() ? 0 : event,
            input,
            List.of());
    makeReady(after(branch, event).with(current, READY));
  }

  private void makeReady(Branch branch) {
    put(branch.id(), branch.with(READY));
    ready.add(branch.id());
  }

  /** The events of a silent branch are written nowhere. */
  private History history(Branch branch) {
    return branch.silent() ? new History(now, 0) : history;
  }

  private static Branch after(Branch branch, int event) {
    return branch.silent() ? branch : branch.after(event);
  }

  private void put(int id, Branch branch) {
    changed = true;
    branches.put(id, branch);
  }

  private void drop(int id) {
    changed = true;
    branches.remove(id);
  }

  private State state(Branch branch) {
    return interpreter.definition().state(branch.workflow(), branch.current().state());
  }

  private StateContext stateContext(Branch branch) {
    return new StateContext(branch.current(), scope(branch), now);
  }

  private EvaluationScope scope(Branch branch) {
    return new EvaluationScope(
        branch.current().input(),
        Optional.empty(),
        Optional.empty(),
        memoized(() -> context(branch)),
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

  private JsonNode context(Branch branch) {
    JsonNode own = context.at(branch, state(branch));
    for (Branch s = branch; s != null; s = branches.get(s.parent())) {
      if (s.item().isPresent()) {
        return ContextObject.withItem(own, s.index(), s.item().get().value());
      }
    }
    return own;
  }

  /** Its own and those of the branches around it; a child execution sees its own only. */
  private Map<String, JsonNode> variables(Branch branch) {
    Branch parent = branches.get(branch.parent());
    if (parent == null || (branch.silent() && !parent.silent())) {
      return branch.variables();
    }
    Map<String, JsonNode> all = new HashMap<>(variables(parent));
    all.putAll(branch.variables());
    return all;
  }

  // --- steps ---

  private interface Work {
    Step of(State state);
  }

  private void perform(Branch branch, Work work) {
    put(branch.id(), branch);
    try {
      take(branch, work.of(state(branch)));
    } catch (StatesError e) {
      faulted(branches.get(branch.id()), e);
    }
  }

  /** An error in one of the state's own fields. */
  private void faulted(Branch branch, StatesError fault) {
    StatesError error = fault.within(branch.current());
    Branch told = branch;
    if (StatesError.QUERY.equals(error.error())) {
      told =
          after(
              told,
              history(told).evaluationFailed(told.lastEvent(), told.current().state(), error));
    }
    failed(told, error);
  }

  private void take(Branch branch, Step step) {
    if (step instanceof Step.Leave leave) {
      leave(branch, leave.left(), leave.next());
    } else if (step instanceof Step.Call call) {
      call(branch, call);
    } else if (step instanceof Step.Sleep sleep) {
      put(
          branch.id(),
          branch.with(new BranchStatus.Sleeping(interpreter.wakeAt(now, sleep.until()))));
    } else if (step instanceof Step.RunBranches run) {
      runBranches(branch, run.input());
    } else if (step instanceof Step.RunIterations run) {
      runIterations(branch, run.items());
    } else if (step instanceof Step.Fail fail) {
      escalate(branch, fail.error());
    }
  }

  private void leave(Branch branch, DataFlow.Left left, Optional<String> next) {
    DataFlow.limit(branch.current().state(), left.output());
    int event =
        history(branch)
            .stateExited(branch.lastEvent(), state(branch).type(), branch.current().state(), left);
    Map<String, JsonNode> variables = new HashMap<>(branch.variables());
    variables.putAll(left.assigned());
    Branch left2 = after(branch, event).with(variables);
    if (next.isPresent()) {
      enter(left2, next.get(), left.output());
    } else {
      complete(left2, left.output());
    }
  }

  private void call(Branch branch, Step.Call call) {
    BranchStatus.Calling calling =
        new BranchStatus.Calling(
            call.resource().arn(),
            call.parameters(),
            call.timeout().map(now::plus),
            call.heartbeat(),
            call.heartbeat().map(now::plus),
            false);
    int event = history(branch).scheduled(branch.lastEvent(), call, interpreter.region());
    put(branch.id(), after(branch, event).with(calling));
  }

  private void runBranches(Branch branch, JsonNode input) {
    ParallelState state = (ParallelState) state(branch);
    int count = state.branches().size();
    Branch begun = after(branch, history(branch).plain(branch.lastEvent(), "ParallelStateStarted"));
    BranchStatus.Joining joining = BranchStatus.Joining.branches(count);
    for (int i = 0; i < count; i++) {
      joining = joining.oneMore();
    }
    put(branch.id(), begun.with(joining));
    for (int i = 0; i < count; i++) {
      String workflow = Definition.below(branch, ParallelState.branch(i));
      spawn(
          new Origin(branch.id(), i, workflow, Optional.empty(), branch.silent()),
          state.branches().get(i),
          input,
          begun.lastEvent());
    }
  }

  private void runIterations(Branch branch, ArrayNode items) {
    MapState state = (MapState) state(branch);
    int maxConcurrency = state.maxConcurrency(stateContext(branch));
    Branch begun = after(branch, history(branch).mapStateStarted(branch.lastEvent(), items.size()));
    put(branch.id(), begun);
    MapSettings settings = state.settings(stateContext(begun), maxConcurrency, runName(branch));
    if (settings.isDistributed()) {
      begun =
          after(begun, history(begun).mapRunStarted(begun.lastEvent(), mapRunArn(begun, settings)));
    }
    put(branch.id(), begun.with(BranchStatus.Joining.iterations(items, settings)));
    goOn(branch.id());
  }

  private String runName(Branch branch) {
    return branch.current().state().replaceAll("[^A-Za-z0-9_-]", "");
  }

  private String mapRunArn(Branch branch, MapSettings settings) {
    String identity = context.executionArn() + " " + branch.attempt();
    return "%s/%s:%s"
        .formatted(
            context.stateMachineArn().replace(":stateMachine:", ":mapRun:"),
            settings.mapRunName().orElseThrow(),
            UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)));
  }

  /** Starts what may start; ends the state if all is done. */
  private void goOn(int id) {
    Branch parent = branches.get(id);
    while (parent != null
        && parent.status() instanceof BranchStatus.Joining joining
        && joining.startsMore()) {
      startIteration(parent, joining);
      parent = branches.get(id);
    }
    if (parent != null
        && parent.status() instanceof BranchStatus.Joining joining
        && joining.isDone()) {
      joined(parent, joining);
    }
  }

  private void startIteration(Branch parent, BranchStatus.Joining joining) {
    MapState state = (MapState) state(parent);
    int index = joining.started();
    JsonNode item = joining.items().orElseThrow().get(index);
    boolean silent = parent.silent() || joining.settings().isDistributed();
    put(parent.id(), parent.with(joining.oneMore()));
    int event = parent.lastEvent();
    if (!silent) {
      event = history.mapIteration(event, "Started", parent.current().state(), index);
    }
    JsonNode input;
    try {
      input = state.input(ContextObject.withItem(scope(parent), index, item), item);
    } catch (StatesError e) {
      abandon(parent.id());
      faulted(branches.get(parent.id()), e);
      return;
    }
    spawn(
        new Origin(
            parent.id(),
            index,
            Definition.below(parent, MapState.PROCESSOR),
            Optional.of(new Branch.Item(item)),
            silent),
        state.processor(),
        input,
        event);
  }

  private void joined(Branch parent, BranchStatus.Joining joining) {
    Branch told = parent;
    if (joining.settings().isDistributed()) {
      told = after(told, history(told).plain(told.lastEvent(), "MapRunSucceeded"));
    }
    int before = told.lastEvent();
    history(told).plain(before, state(parent).type() + "StateSucceeded");
    Branch done = told;
    perform(done, state -> state.succeed(stateContext(done), joining.output()));
  }

  private void complete(Branch branch, JsonNode output) {
    if (branch.parent() == 0) {
      history.executionSucceeded(branch.lastEvent(), output);
      put(branch.id(), branch);
      close(ExecutionResult.succeeded(output));
      return;
    }
    drop(branch.id());
    Branch parent = branches.get(branch.parent());
    BranchStatus.Joining joining = (BranchStatus.Joining) parent.status();
    int event = branch.lastEvent();
    if (joining.items().isPresent() && !branch.silent()) {
      event = history.mapIteration(event, "Succeeded", parent.current().state(), branch.index());
    }
    put(parent.id(), after(parent, event).with(joining.with(branch.index(), output)));
    goOn(parent.id());
  }

  // --- failures ---

  private void failed(Branch branch, StatesError error) {
    State state = state(branch);
    Branch told = branch;
    Optional<FailurePolicy.Retry> retry =
        state.failurePolicy().retry(told.current(), error, interpreter.random());
    if (retry.isPresent()) {
      Instant due = interpreter.retryAt(now, retry.get().delay());
      put(told.id(), told.with(retry.get().current(), new BranchStatus.Retrying(due)));
      return;
    }
    if (state.isRetried() && !(state instanceof TaskState) && !error.isTerminal()) {
      told = after(told, history(told).plain(told.lastEvent(), state.type() + "StateFailed"));
    }
    put(told.id(), told.with(READY));
    Optional<Catcher> catcher = state.failurePolicy().catcher(error);
    if (catcher.isPresent()) {
      caught(told, catcher.get(), error);
    } else {
      escalate(told, error);
    }
  }

  private void caught(Branch branch, Catcher catcher, StatesError error) {
    try {
      ObjectNode errorOutput = Json.object();
      errorOutput.put("Error", Objects.requireNonNullElse(error.error(), ""));
      errorOutput.put("Cause", Objects.requireNonNullElse(error.cause(), ""));
      leave(branch, catcher.flow().caught(scope(branch), errorOutput), Optional.of(catcher.next()));
    } catch (StatesError e) {
      escalate(branch, e.within(branch.current()));
    }
  }

  /** The branch ends with the error. */
  private void escalate(Branch branch, StatesError error) {
    put(branch.id(), branch);
    if (branch.parent() == 0 || (error.isTerminal() && !branch.silent())) {
      ExecutionResult failed = ExecutionResult.failed(error);
      history.executionEnded(branch.lastEvent(), failed);
      close(failed);
      return;
    }
    remove(branch.id());
    Branch parent = branches.get(branch.parent());
    BranchStatus.Joining joining = (BranchStatus.Joining) parent.status();
    if (joining.settings().isDistributed()) {
      failedInRun(parent, joining.withFailure(branch.index(), error));
      return;
    }
    Branch told = after(parent, branch.lastEvent());
    if (joining.items().isPresent() && !branch.silent()) {
      history.mapIteration(branch.lastEvent(), "Failed", parent.current().state(), branch.index());
    }
    put(parent.id(), told);
    abandon(parent.id());
    failed(told, error);
  }

  private void failedInRun(Branch parent, BranchStatus.Joining joining) {
    put(parent.id(), parent.with(joining));
    if (joining.toleratesFailures()) {
      goOn(parent.id());
      return;
    }
    abandon(parent.id());
    StatesError exceeded =
        new StatesError(
            "States.ExceedToleratedFailureThreshold",
            "The specified tolerated failure threshold was exceeded");
    Branch told = after(parent, history(parent).mapRunFailed(parent.lastEvent(), exceeded));
    put(parent.id(), told);
    failed(told, exceeded);
  }

  /** Ends what still runs below a branch. */
  private void abandon(int parent) {
    Branch above = branches.get(parent);
    for (Branch branch : List.copyOf(branches.values())) {
      if (branch.parent() == parent) {
        abandon(branch.id());
        drop(branch.id());
        if (branch.item().isPresent() && !branch.silent()) {
          history.mapIteration(
              branch.lastEvent(), "Aborted", above.current().state(), branch.index());
        }
      }
    }
  }

  private void remove(int id) {
    for (Branch branch : List.copyOf(branches.values())) {
      if (branch.parent() == id) {
        remove(branch.id());
      }
    }
    drop(id);
  }
}
