package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.definition.Definition;
import dev.errand.states.execution.Branch;
import dev.errand.states.execution.BranchStatus;
import dev.errand.states.execution.ContextObject;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.execution.ExecutionUpdate;
import dev.errand.states.execution.Interpreter;
import dev.errand.states.execution.UpdateResult;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.maprun.ChildExecution;
import dev.errand.states.maprun.ItemLoader;
import dev.errand.states.maprun.MapRunResults;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.state.MapState;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One execution of an {@link InMemoryStateMachine}, or a child execution of it. */
final class InMemoryExecution {

  private static final int MAX_STATES = 1000;

  private final Definition definition;
  private final ServiceIntegrations integrations;
  private final RandomGenerator random;
  private final ContextObject context;
  private final Interpreter interpreter;
  private final Map<String, CompletableFuture<JsonNode>> calls = new HashMap<>();
  private final List<ObjectNode> events = new ArrayList<>();
  private Instant now;
  private ExecutionSnapshot snapshot;

  InMemoryExecution(
      Definition definition,
      ServiceIntegrations integrations,
      RandomGenerator random,
      ContextObject context) {
    this.definition = definition;
    this.integrations = integrations;
    this.random = random;
    this.context = context;
    now = context.startTime();
    interpreter =
        new Interpreter(definition, new Interpreter.Settings(() -> now, random, "us-east-1", 1));
  }

  /** Runs the states at that location. */
  InMemoryStateMachine.Finished run(String workflow) {
    take(interpreter.begin(context, workflow));
    while (snapshot.result().isEmpty()) {
      if (!snapshot.isReady()) {
        awaitNext();
      }
      ExecutionUpdate update = interpreter.update(snapshot, context);
      update.advance(MAX_STATES);
      take(update);
    }
    return new InMemoryStateMachine.Finished(snapshot.result().get(), events);
  }

  private void take(ExecutionUpdate update) {
    UpdateResult result = update.result();
    events.addAll(result.events());
    snapshot = result.snapshot();
  }

  /** Starts new calls, and takes the answer of one that is done or lets time pass. */
  private void awaitNext() {
    ExecutionUpdate update = interpreter.update(snapshot, context);
    for (int id : snapshot.waiting()) {
      if (snapshot.branches().get(id).status() instanceof BranchStatus.Calling call) {
        call(update, snapshot.branches().get(id), call);
      }
    }
    Optional<Branch> done = called().filter(this::isDone).findFirst();
    done.ifPresent(branch -> settle(update, branch));
    take(update);
    if (done.isEmpty() && !passTime()) {
      CompletableFuture.anyOf(calls.values().toArray(CompletableFuture[]::new))
          .exceptionally(failed -> null)
          .join();
    }
  }

  private Stream<Branch> called() {
    return snapshot.waiting().stream()
        .map(snapshot.branches()::get)
        .filter(branch -> calls.containsKey(branch.attempt()));
  }

  private boolean isDone(Branch branch) {
    return calls.get(branch.attempt()).isDone();
  }

  private void call(ExecutionUpdate update, Branch branch, BranchStatus.Calling call) {
    if (calls.containsKey(branch.attempt())) {
      return;
    }
    if (call.isOfMapRun()) {
      update.accept(branch.id(), Json.object());
      calls.put(branch.attempt(), mapRun(branch, call));
      return;
    }
    try {
      ServiceIntegration.RunningCall running =
          integrations
              .find(call.resource())
              .orElseThrow()
              .start(
                  new ServiceIntegration.Call(
                      call.resource(),
                      call.parameters(),
                      branch.attempt(),
                      context.taskToken(branch)));
      update.accept(branch.id(), running.submission());
      calls.put(branch.attempt(), running.result());
    } catch (StatesError refused) {
      calls.put(branch.attempt(), CompletableFuture.failedFuture(refused));
    }
  }

  /** Runs the child executions one after the other. */
  private CompletableFuture<JsonNode> mapRun(Branch branch, BranchStatus.Calling call) {
    MapRunRequest request = MapRunRequest.of(call.parameters());
    try {
      ArrayNode items =
          request
              .items()
              .orElseGet(() -> new ItemLoader(integrations).load(request.source().orElseThrow()));
      List<MapState.ChildInput> inputs =
          interpreter.update(snapshot, context).childInputs(branch.id(), items);
      List<ChildExecution> children = new ArrayList<>();
      int failed = 0;
      for (MapState.ChildInput input : inputs) {
        ChildExecution child = child(request, children.size(), input.input());
        children.add(child);
        failed += child.hasSucceeded() ? 0 : 1;
        if (failed > 0 && !request.settings().tolerates(failed, inputs.size())) {
          throw StatesError.toleratedFailuresExceeded();
        }
      }
      return CompletableFuture.completedFuture(
          new MapRunResults(integrations, call.resource(), request.destination(), children)
              .collect());
    } catch (StatesError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private ChildExecution child(MapRunRequest request, int index, JsonNode input) {
    String below = "/" + request.label();
    ContextObject of =
        new ContextObject(
            context.stateMachineArn().replace(":stateMachine:", ":execution:")
                + below
                + ":"
                + index,
            Integer.toString(index),
            input,
            now,
            0,
            Optional.empty(),
            context.roleArn(),
            context.stateMachineArn() + below,
            context.stateMachineName() + below);
    InMemoryExecution child = new InMemoryExecution(definition, integrations, random, of);
    ExecutionResult result = child.run(request.workflow()).result();
    return new ChildExecution(
        of.executionArn(),
        of.executionName(),
        of.stateMachineArn(),
        input,
        result,
        of.startTime(),
        child.now,
        0);
  }

  private void settle(ExecutionUpdate update, Branch branch) {
    try {
      update.succeed(branch.id(), calls.remove(branch.attempt()).join());
    } catch (CompletionException e) {
      update.fail(
          branch.id(),
          e.getCause() instanceof StatesError error
              ? error
              : StatesError.runtime(String.valueOf(e.getCause())));
    }
  }

  /** Advances the clock to the end of the next wait; false if all branches wait for calls. */
  private boolean passTime() {
    Optional<Branch> next =
        snapshot.waiting().stream()
            .map(snapshot.branches()::get)
            .filter(branch -> due(branch).isPresent())
            .min(Comparator.comparing(branch -> due(branch).orElseThrow()));
    next.ifPresent(
        branch -> {
          Instant due = due(branch).orElseThrow();
          now = due.isAfter(now) ? due : now;
          ExecutionUpdate later = interpreter.update(snapshot, context);
          later.wake(branch.id());
          take(later);
        });
    return next.isPresent();
  }

  private static Optional<Instant> due(Branch branch) {
    if (branch.status() instanceof BranchStatus.Sleeping sleeping) {
      return Optional.of(sleeping.due());
    }
    return branch.status() instanceof BranchStatus.Retrying retrying
        ? Optional.of(retrying.due())
        : Optional.empty();
  }
}
