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
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Takes an execution from one moment to a later one. What is called here has happened once the
 * {@link #change} is stored; a turn that is dropped has not happened.
 */
public final class Turn {

  /** AWS ends an execution whose history grows beyond this. */
  private static final int MAX_HISTORY = 25_000;

  private static final Activity READY = new Activity.Ready();

  private final Interpreter interpreter;
  private final ContextObject context;
  private final Instant now;
  private final Map<Integer, Strand> strands;
  private final Deque<Integer> ready = new ArrayDeque<>();
  private final History history;
  private int nextStrand;
  private boolean changed;
  private Optional<Ending> ending;

  Turn(Interpreter interpreter, ContextObject context, Instant now, Run run) {
    this.interpreter = interpreter;
    this.context = context;
    this.now = now;
    this.strands = new TreeMap<>(run.strands());
    this.nextStrand = run.nextStrand();
    this.history = new History(now, run.events());
    this.ending = run.ending();
    strands.values().stream()
        .filter(strand -> strand.activity() instanceof Activity.Ready)
        .forEach(strand -> ready.add(strand.id()));
  }

  /** What has become of the execution. */
  public Change change() {
    return new Change(new Run(strands, nextStrand, history.count(), ending), history.events());
  }

  /** Whether anything has become of it. */
  public boolean isChanged() {
    return changed;
  }

  /** Whether there is more to do that needs no waiting. */
  public boolean isReady() {
    return ending.isEmpty() && !ready.isEmpty();
  }

  /** Whether the execution has ended. */
  public boolean hasEnded() {
    return ending.isPresent();
  }

  void begin() {
    int started = history.executionStarted(context.input(), context.roleArn());
    Flow flow = interpreter.definition().root();
    spawn(
        new Origin(0, 0, Definition.ROOT, Optional.empty(), false), flow, context.input(), started);
  }

  /** Goes on for some states, as far as nothing has to be waited for. */
  public void advance(int states) {
    for (int i = 0; i < states && isReady(); i++) {
      if (history.count() >= MAX_HISTORY) {
        end(
            Ending.of(
                Ending.Kind.FAILED,
                StatesError.RUNTIME,
                "The execution reached the maximum number of history events (%d)."
                    .formatted(MAX_HISTORY)));
        return;
      }
      Strand strand = strands.get(ready.remove());
      if (strand != null && strand.activity() instanceof Activity.Ready) {
        perform(strand, state -> state.enter(visit(strand)));
      }
    }
  }

  /** The strand has waited long enough: a Wait state is over, or a retry is due. */
  public void wake(int id) {
    Strand strand = strands.get(id);
    if (strand.activity() instanceof Activity.Sleeping) {
      perform(strand, state -> state.wake(visit(strand)));
    } else if (strand.activity() instanceof Activity.Retrying) {
      makeReady(strand);
    }
  }

  /**
   * The service has accepted the strand's call.
   *
   * @param submission its answer
   */
  public void accept(int id, JsonNode submission) {
    Strand strand = strands.get(id);
    if (strand.activity() instanceof Activity.Calling call && !call.submitted()) {
      Resource resource = Resource.of(call.resource());
      Strand begun = strand.with(call.accepted());
      if (resource.kind() != Resource.Kind.ACTIVITY) {
        begun = after(begun, history(begun).started(begun.lastEvent(), resource, Optional.empty()));
      }
      if (resource.isSubmitted()) {
        begun = after(begun, history(begun).submitted(begun.lastEvent(), resource, submission));
      }
      put(id, begun);
    }
  }

  /** A worker has taken the strand's activity task. */
  public void startActivity(int id, Optional<String> worker) {
    Strand strand = strands.get(id);
    if (strand.activity() instanceof Activity.Calling call) {
      Strand begun = strand.with(call.beating(now));
      put(
          id,
          after(
              begun,
              history(begun).started(begun.lastEvent(), Resource.of(call.resource()), worker)));
    }
  }

  /** The strand's call shows that it is alive. */
  public void heartbeat(int id) {
    Strand strand = strands.get(id);
    if (strand.activity() instanceof Activity.Calling call) {
      put(id, strand.with(call.beating(now)));
    }
  }

  /** The strand's call has a result. */
  public void succeed(int id, JsonNode result) {
    Strand strand = strands.get(id);
    if (strand.activity() instanceof Activity.Calling call) {
      Resource resource = Resource.of(call.resource());
      Strand told = after(strand, history(strand).succeeded(strand.lastEvent(), resource, result));
      perform(told, state -> state.succeed(visit(told), result));
    }
  }

  /** The strand's call has failed. */
  public void fail(int id, StatesError error) {
    Strand strand = strands.get(id);
    if (strand.activity() instanceof Activity.Calling call) {
      failed(after(strand, history(strand).failed(strand.lastEvent(), call, error)), error);
    }
  }

  /** The execution ends from outside. */
  public void end(Ending newEnding) {
    Strand root = strands.get(Strand.ROOT);
    history.executionEnded(root.lastEvent(), newEnding);
    close(newEnding);
  }

  void redrive() {
    Strand root = strands.get(Strand.ROOT);
    ending = Optional.empty();
    Strand told = root.after(history.executionRedriven(root.lastEvent(), context.redriveCount()));
    enter(told, root.position().state(), root.position().input());
  }

  private void close(Ending newEnding) {
    ending = Optional.of(newEnding);
    ready.clear();
    Strand root = strands.get(Strand.ROOT);
    strands.clear();
    put(Strand.ROOT, root.with(READY));
  }

  // --- strands ---

  /** What a strand is begun for. */
  private record Origin(
      int parent, int index, String flow, Optional<Strand.Item> item, boolean silent) {}

  private void spawn(Origin origin, Flow flow, JsonNode input, int lastEvent) {
    int id = nextStrand++;
    Position none = new Position(flow.startAt(), 0, now, 0, input, List.of());
    enter(
        new Strand(
            id,
            origin.parent(),
            origin.index(),
            origin.flow(),
            none,
            Map.of(),
            origin.item(),
            READY,
            lastEvent,
            origin.silent()),
        flow.startAt(),
        input);
  }

  private void enter(Strand strand, String name, JsonNode input) {
    String type = interpreter.definition().state(strand.flow(), name).type();
    int event = history(strand).stateEntered(strand.lastEvent(), type, name, input);
    Position position =
        new Position(
            name,
            strand.position().visit() + 1,
            now,
            strand.silent() ? 0 : event,
            input,
            List.of());
    makeReady(after(strand, event).with(position, READY));
  }

  private void makeReady(Strand strand) {
    put(strand.id(), strand.with(READY));
    ready.add(strand.id());
  }

  /** The events of a silent strand are written nowhere. */
  private History history(Strand strand) {
    return strand.silent() ? new History(now, 0) : history;
  }

  private static Strand after(Strand strand, int event) {
    return strand.silent() ? strand : strand.after(event);
  }

  private void put(int id, Strand strand) {
    changed = true;
    strands.put(id, strand);
  }

  private void drop(int id) {
    changed = true;
    strands.remove(id);
  }

  private State state(Strand strand) {
    return interpreter.definition().state(strand.flow(), strand.position().state());
  }

  private Visit visit(Strand strand) {
    return new Visit(strand.position(), scope(strand), now);
  }

  private Scope scope(Strand strand) {
    return new Scope(
        strand.position().input(),
        Optional.empty(),
        Optional.empty(),
        memoized(() -> context(strand)),
        variables(strand));
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

  private JsonNode context(Strand strand) {
    JsonNode own = context.at(strand, state(strand));
    for (Strand s = strand; s != null; s = strands.get(s.parent())) {
      if (s.item().isPresent()) {
        return ContextObject.withItem(own, s.index(), s.item().get().value());
      }
    }
    return own;
  }

  /** Its own and those of the strands around it; a child execution sees its own only. */
  private Map<String, JsonNode> variables(Strand strand) {
    Strand parent = strands.get(strand.parent());
    if (parent == null || (strand.silent() && !parent.silent())) {
      return strand.variables();
    }
    Map<String, JsonNode> all = new HashMap<>(variables(parent));
    all.putAll(strand.variables());
    return all;
  }

  // --- steps ---

  private interface Work {
    Step of(State state);
  }

  private void perform(Strand strand, Work work) {
    put(strand.id(), strand);
    try {
      take(strand, work.of(state(strand)));
    } catch (StatesError e) {
      faulted(strands.get(strand.id()), e);
    }
  }

  /** An error in one of the state's own fields. */
  private void faulted(Strand strand, StatesError fault) {
    StatesError error = fault.within(strand.position());
    Strand told = strand;
    if (StatesError.QUERY.equals(error.error())) {
      told =
          after(
              told,
              history(told).evaluationFailed(told.lastEvent(), told.position().state(), error));
    }
    failed(told, error);
  }

  private void take(Strand strand, Step step) {
    if (step instanceof Step.Leave leave) {
      leave(strand, leave.left(), leave.next());
    } else if (step instanceof Step.Call call) {
      call(strand, call);
    } else if (step instanceof Step.Sleep sleep) {
      put(strand.id(), strand.with(new Activity.Sleeping(interpreter.wakeAt(now, sleep.until()))));
    } else if (step instanceof Step.Branch branch) {
      branch(strand, branch.input());
    } else if (step instanceof Step.Iterate iterate) {
      iterate(strand, iterate.items());
    } else if (step instanceof Step.Fail fail) {
      escalate(strand, fail.error());
    }
  }

  private void leave(Strand strand, DataFlow.Left left, Optional<String> next) {
    DataFlow.limit(strand.position().state(), left.output());
    int event =
        history(strand)
            .stateExited(strand.lastEvent(), state(strand).type(), strand.position().state(), left);
    Map<String, JsonNode> variables = new HashMap<>(strand.variables());
    variables.putAll(left.assigned());
    Strand left2 = after(strand, event).with(variables);
    if (next.isPresent()) {
      enter(left2, next.get(), left.output());
    } else {
      complete(left2, left.output());
    }
  }

  private void call(Strand strand, Step.Call call) {
    Activity.Calling calling =
        new Activity.Calling(
            call.resource().arn(),
            call.parameters(),
            call.timeout().map(now::plus),
            call.heartbeat(),
            call.heartbeat().map(now::plus),
            false);
    int event = history(strand).scheduled(strand.lastEvent(), call, interpreter.region());
    put(strand.id(), after(strand, event).with(calling));
  }

  private void branch(Strand strand, JsonNode input) {
    ParallelState state = (ParallelState) state(strand);
    int count = state.branches().size();
    Strand begun = after(strand, history(strand).plain(strand.lastEvent(), "ParallelStateStarted"));
    Activity.Joining joining = Activity.Joining.branches(count);
    for (int i = 0; i < count; i++) {
      joining = joining.oneMore();
    }
    put(strand.id(), begun.with(joining));
    for (int i = 0; i < count; i++) {
      String flow = Definition.below(strand, ParallelState.branch(i));
      spawn(
          new Origin(strand.id(), i, flow, Optional.empty(), strand.silent()),
          state.branches().get(i),
          input,
          begun.lastEvent());
    }
  }

  private void iterate(Strand strand, ArrayNode items) {
    MapState state = (MapState) state(strand);
    int maxConcurrency = state.maxConcurrency(visit(strand));
    Strand begun = after(strand, history(strand).mapStateStarted(strand.lastEvent(), items.size()));
    put(strand.id(), begun);
    MapTerms terms = state.terms(visit(begun), maxConcurrency, runName(strand));
    if (terms.isDistributed()) {
      begun =
          after(begun, history(begun).mapRunStarted(begun.lastEvent(), mapRunArn(begun, terms)));
    }
    put(strand.id(), begun.with(Activity.Joining.iterations(items, terms)));
    goOn(strand.id());
  }

  private String runName(Strand strand) {
    return strand.position().state().replaceAll("[^A-Za-z0-9_-]", "");
  }

  private String mapRunArn(Strand strand, MapTerms terms) {
    String identity = context.executionArn() + " " + strand.attempt();
    return "%s/%s:%s"
        .formatted(
            context.stateMachineArn().replace(":stateMachine:", ":mapRun:"),
            terms.run().orElseThrow(),
            UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)));
  }

  /** Starts what may start; ends the state if all is done. */
  private void goOn(int id) {
    Strand parent = strands.get(id);
    while (parent != null
        && parent.activity() instanceof Activity.Joining joining
        && joining.startsMore()) {
      startIteration(parent, joining);
      parent = strands.get(id);
    }
    if (parent != null
        && parent.activity() instanceof Activity.Joining joining
        && joining.isDone()) {
      joined(parent, joining);
    }
  }

  private void startIteration(Strand parent, Activity.Joining joining) {
    MapState state = (MapState) state(parent);
    int index = joining.started();
    JsonNode item = joining.items().orElseThrow().get(index);
    boolean silent = parent.silent() || joining.terms().isDistributed();
    put(parent.id(), parent.with(joining.oneMore()));
    int event = parent.lastEvent();
    if (!silent) {
      event = history.mapIteration(event, "Started", parent.position().state(), index);
    }
    JsonNode input;
    try {
      input = state.input(ContextObject.withItem(scope(parent), index, item), item);
    } catch (StatesError e) {
      abandon(parent.id());
      faulted(strands.get(parent.id()), e);
      return;
    }
    spawn(
        new Origin(
            parent.id(),
            index,
            Definition.below(parent, MapState.PROCESSOR),
            Optional.of(new Strand.Item(item)),
            silent),
        state.processor(),
        input,
        event);
  }

  private void joined(Strand parent, Activity.Joining joining) {
    Strand told = parent;
    if (joining.terms().isDistributed()) {
      told = after(told, history(told).plain(told.lastEvent(), "MapRunSucceeded"));
    }
    int before = told.lastEvent();
    history(told).plain(before, state(parent).type() + "StateSucceeded");
    Strand done = told;
    perform(done, state -> state.succeed(visit(done), joining.output()));
  }

  private void complete(Strand strand, JsonNode output) {
    if (strand.parent() == 0) {
      history.executionSucceeded(strand.lastEvent(), output);
      put(strand.id(), strand);
      close(Ending.succeeded(output));
      return;
    }
    drop(strand.id());
    Strand parent = strands.get(strand.parent());
    Activity.Joining joining = (Activity.Joining) parent.activity();
    int event = strand.lastEvent();
    if (joining.items().isPresent() && !strand.silent()) {
      event = history.mapIteration(event, "Succeeded", parent.position().state(), strand.index());
    }
    put(parent.id(), after(parent, event).with(joining.with(strand.index(), output)));
    goOn(parent.id());
  }

  // --- failures ---

  private void failed(Strand strand, StatesError error) {
    State state = state(strand);
    Strand told = strand;
    Optional<FailurePolicy.Retry> retry =
        state.failurePolicy().retry(told.position(), error, interpreter.random());
    if (retry.isPresent()) {
      Instant due = interpreter.retryAt(now, retry.get().delay());
      put(told.id(), told.with(retry.get().position(), new Activity.Retrying(due)));
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

  private void caught(Strand strand, Catcher catcher, StatesError error) {
    try {
      ObjectNode errorOutput = Json.object();
      errorOutput.put("Error", error.error());
      errorOutput.put("Cause", error.cause());
      leave(strand, catcher.flow().caught(scope(strand), errorOutput), Optional.of(catcher.next()));
    } catch (StatesError e) {
      escalate(strand, e.within(strand.position()));
    }
  }

  /** The strand ends with the error. */
  private void escalate(Strand strand, StatesError error) {
    put(strand.id(), strand);
    if (strand.parent() == 0 || (error.isTerminal() && !strand.silent())) {
      Ending failed = Ending.failed(error);
      history.executionEnded(strand.lastEvent(), failed);
      close(failed);
      return;
    }
    remove(strand.id());
    Strand parent = strands.get(strand.parent());
    Activity.Joining joining = (Activity.Joining) parent.activity();
    if (joining.terms().isDistributed()) {
      failedInRun(parent, joining.withFailure(strand.index(), error));
      return;
    }
    Strand told = after(parent, strand.lastEvent());
    if (joining.items().isPresent() && !strand.silent()) {
      history.mapIteration(strand.lastEvent(), "Failed", parent.position().state(), strand.index());
    }
    put(parent.id(), told);
    abandon(parent.id());
    failed(told, error);
  }

  private void failedInRun(Strand parent, Activity.Joining joining) {
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
    Strand told = after(parent, history(parent).mapRunFailed(parent.lastEvent(), exceeded));
    put(parent.id(), told);
    failed(told, exceeded);
  }

  /** Ends what still runs below a strand. */
  private void abandon(int parent) {
    Strand above = strands.get(parent);
    for (Strand strand : List.copyOf(strands.values())) {
      if (strand.parent() == parent) {
        abandon(strand.id());
        drop(strand.id());
        if (strand.item().isPresent() && !strand.silent()) {
          history.mapIteration(
              strand.lastEvent(), "Aborted", above.position().state(), strand.index());
        }
      }
    }
  }

  private void remove(int id) {
    for (Strand strand : List.copyOf(strands.values())) {
      if (strand.parent() == id) {
        remove(strand.id());
      }
    }
    drop(id);
  }
}
