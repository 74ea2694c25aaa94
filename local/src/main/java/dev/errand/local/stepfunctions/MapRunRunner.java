package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.maprun.MapRunResults;
import dev.errand.states.state.MapRunRequest;
import dev.errand.states.state.MapSettings;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Runs one Map Run: starts child executions, up to the maximum concurrency, until all have ended or
 * too many have failed. It stores nothing about them and reads their status from them, so that a
 * later process can continue it.
 */
final class MapRunRunner {

  /** Step Functions' limit for a Map Run that states none. */
  private static final int MAX_CONCURRENCY = 10_000;

  private final ChildExecutions children;
  private final Executions executions;
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

  MapRunRunner(
      ChildExecutions children,
      Executions executions,
      MapRunStore store,
      ServiceIntegrations services,
      Timer timer,
      Consumer<MapRun> onEnd,
      MapRun mapRun) {
    this.children = children;
    this.executions = executions;
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
   * Continues the child executions that were started, and starts the others. For a Map Run that has
   * ended, it completes with the result again.
   */
  synchronized void resume() {
    while (started < mapRun.size() && children.find(mapRun, started).isPresent()) {
      follow(children.find(mapRun, started).get());
      started++;
    }
    advance();
  }

  /** Starts the child executions again that have not succeeded; then as {@link #resume}. */
  synchronized void redrive(int redriveCount) {
    save(mapRun.redriven(redriveCount, timer.instant()));
    children.all(mapRun).filter(child -> child.status().isRedrivable()).forEach(this::startAgain);
    resume();
  }

  private void startAgain(Execution child) {
    if (mapRun.isExpress()) {
      start(child.start().mapRun().orElseThrow().index());
    } else {
      children.redrive(child);
    }
  }

  private void follow(Execution child) {
    if (child.isRunning()) {
      running++;
      var unused =
          executions.whenEnded(child.arn()).thenAccept(end -> timer.run(() -> advanceAfter(end)));
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
    while (started < mapRun.size() && running < (max == 0 ? MAX_CONCURRENCY : max)) {
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

  /** Not under this lock: the execution that waits takes a lock of its own. */
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
    children.stop(mapRun);
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
      children.stop(mapRun);
    }
  }

  /** Changes its limits, as UpdateMapRun does. */
  synchronized void update(UnaryOperator<MapSettings> change) {
    MapRunRequest request = mapRun.request();
    save(mapRun.with(request.with(change.apply(request.settings()))));
    advance();
  }

  private JsonNode results() {
    return new MapRunResults(
            services, mapRun.arn(), mapRun.request().destination(), children.ended(mapRun))
        .collect();
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
    return children.counts(mapRun, ofItems);
  }

  private Execution start(int index) {
    return children.start(mapRun, index, Json.write(inputs.get(index)));
  }
}
