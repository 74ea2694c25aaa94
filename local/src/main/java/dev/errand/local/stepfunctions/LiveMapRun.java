package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.execution.ExecutionResult;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.maprun.ChildExecution;
import dev.errand.states.maprun.MapRunResults;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.state.MapSettings;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A Map Run that runs: starts child executions, as many at once as it may, until all have ended or
 * too many have failed. What it knows of them it reads from them, so that it goes on after a kill.
 */
final class LiveMapRun {

  /** Step Functions' limit for a Map Run that names none. */
  private static final int MAX_AT_ONCE = 10_000;

  private final StepFunctions service;
  private final ChildExecutions children;
  private final MapRunStore store;
  private final ServiceIntegrations services;
  private final Timer timer;
  private final Consumer<MapRun> onEnd;
  private final List<JsonNode> inputs;
  private final CompletableFuture<JsonNode> result = new CompletableFuture<>();
  private MapRun mapRun;
  private int started;
  private int running;
  private int failed;
  private boolean isSettled;

  LiveMapRun(
      StepFunctions service,
      ChildExecutions children,
      MapRunStore store,
      ServiceIntegrations services,
      Timer timer,
      Consumer<MapRun> onEnd,
      MapRun mapRun) {
    this.service = service;
    this.children = children;
    this.store = store;
    this.services = services;
    this.timer = timer;
    this.onEnd = onEnd;
    this.mapRun = mapRun;
    this.inputs = store.inputs(mapRun);
  }

  synchronized MapRun mapRun() {
    return mapRun;
  }

  CompletableFuture<JsonNode> result() {
    return result;
  }

  /**
   * Goes on with the child executions that there are, and starts those that are missing; of a Map
   * Run that has ended, gives the result again.
   */
  synchronized void resume() {
    while (started < mapRun.size() && child(started).isPresent()) {
      follow(child(started).get());
      started++;
    }
    advance();
  }

  /** Starts the child executions again that have not succeeded; then as {@link #resume}. */
  synchronized void redrive(int redriveCount) {
    save(mapRun.redriven(redriveCount, timer.instant()));
    for (int i = 0; i < mapRun.size(); i++) {
      child(i).filter(child -> child.status().isRedrivable()).ifPresent(this::startAgain);
    }
    resume();
  }

  private void startAgain(Execution child) {
    if (isExpress()) {
      start(child.start().mapRun().orElseThrow().index());
    } else {
      service.redrive(child);
    }
  }

  private void follow(Execution child) {
    if (child.isRunning()) {
      running++;
      var unused =
          service.whenEnded(child.arn()).thenAccept(end -> timer.run(() -> advanceAfter(end)));
    } else if (child.status() != Status.SUCCEEDED) {
      failed++;
    }
  }

  private synchronized void advanceAfter(Execution child) {
    running--;
    if (child.status() != Status.SUCCEEDED) {
      failed++;
    }
    advance();
  }

  private void advance() {
    if (isSettled || mapRun.status() == MapRun.MapRunStatus.ABORTED) {
      return;
    }
    if (failed > 0 && !mapRun.request().settings().tolerates(failed, mapRun.size())) {
      fail(StatesError.toleratedFailuresExceeded());
      return;
    }
    int max = mapRun.request().settings().maxConcurrency();
    while (started < mapRun.size() && running < (max == 0 ? MAX_AT_ONCE : max)) {
      follow(start(started));
      started++;
    }
    if (started == mapRun.size() && running == 0) {
      succeed();
    }
  }

  private void succeed() {
    try {
      JsonNode collected = results();
      end(MapRun.MapRunStatus.SUCCEEDED);
      settle(() -> result.complete(collected));
    } catch (StatesError e) {
      end(MapRun.MapRunStatus.FAILED);
      settle(() -> result.completeExceptionally(e));
    }
  }

  /** Not under this lock: the execution that waits takes its own. */
  private void settle(Runnable completion) {
    isSettled = true;
    timer.run(completion);
  }

  private void end(MapRun.MapRunStatus status) {
    if (mapRun.isRunning()) {
      save(mapRun.ended(status, timer.instant()));
    }
  }

  private void fail(StatesError error) {
    end(MapRun.MapRunStatus.FAILED);
    stopChildren();
    StatesError reported = error;
    if (mapRun.request().destination().bucket().isPresent()) {
      try {
        results();
      } catch (StatesError unwritten) {
        reported = unwritten;
      }
    }
    StatesError reason = reported;
    settle(() -> result.completeExceptionally(reason));
  }

  /** Ends it with its child executions. */
  synchronized void stop() {
    if (mapRun.isRunning()) {
      save(mapRun.ended(MapRun.MapRunStatus.ABORTED, timer.instant()));
      stopChildren();
    }
  }

  private void stopChildren() {
    for (int i = 0; i < mapRun.size(); i++) {
      child(i)
          .filter(Execution::isRunning)
          .ifPresent(child -> service.stopExecution(child.arn(), null, null));
    }
  }

  /** With other limits, as UpdateMapRun gives it. */
  synchronized void update(UnaryOperator<MapSettings> change) {
    MapRunRequest request = mapRun.request();
    save(mapRun.with(request.with(change.apply(request.settings()))));
    advance();
  }

  private JsonNode results() {
    List<ChildExecution> ended = new ArrayList<>();
    for (int i = 0; i < mapRun.size(); i++) {
      child(i).filter(child -> !child.isRunning()).map(LiveMapRun::described).ifPresent(ended::add);
    }
    return new MapRunResults(services, mapRun.arn(), mapRun.request().destination(), ended)
        .collect();
  }

  private static ChildExecution described(Execution child) {
    Execution.Outcome outcome = child.outcome();
    return new ChildExecution(
        child.arn(),
        child.start().name(),
        child.start().shownStateMachineArn(),
        json(child.start().input()),
        new ExecutionResult(
            ExecutionResult.Kind.valueOf(child.status().name()),
            Optional.ofNullable(outcome.output()).map(LiveMapRun::json),
            Optional.ofNullable(outcome.error()),
            Optional.ofNullable(outcome.cause())),
        child.start().date(),
        outcome.stopDate(),
        child.redrives().count());
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private void save(MapRun next) {
    mapRun = next;
    store.save(next);
    if (!next.isRunning()) {
      onEnd.accept(next);
    }
  }

  /** How many of the child executions, or of their items, are in each status. */
  synchronized MapRunCounts counts(boolean ofItems) {
    MapRunCounts counts = new MapRunCounts();
    for (int i = 0; i < mapRun.size(); i++) {
      int number = ofItems ? mapRun.items().get(i) : 1;
      Optional<Execution> child = child(i);
      if (child.isPresent()) {
        counts.add(child.get().status(), number);
      } else {
        counts.add(number);
      }
    }
    return counts;
  }

  private Execution start(int index) {
    return children.start(
        mapRun,
        name(index, isExpress() ? mapRun.redrives().count() : 0),
        index,
        Json.write(inputs.get(index)));
  }

  private boolean isExpress() {
    return mapRun.request().executionType().equals("EXPRESS");
  }

  /** The latest of its executions: a redrive starts an Express one again. */
  private Optional<Execution> child(int index) {
    int latest = isExpress() ? mapRun.redrives().count() : 0;
    return IntStream.rangeClosed(0, latest)
        .map(redrive -> latest - redrive)
        .mapToObj(redrive -> children.find(mapRun, name(index, redrive)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The same for the same child execution, whichever stage asks. */
  private String name(int index, int redrive) {
    String identity = mapRun.arn() + "#" + index + "#" + redrive;
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
