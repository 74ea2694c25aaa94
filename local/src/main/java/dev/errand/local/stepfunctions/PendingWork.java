package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.execution.Branch;
import dev.errand.states.execution.BranchStatus;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.StatesError;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What an execution waits for in this process: calls that are open and alarms that are set. It
 * follows what is saved, and can be made again from that.
 */
final class PendingWork {

  /**
   * What a branch waits for.
   *
   * @param attempt of the branch's state
   * @param status as it was when the wait began
   */
  private record Wait(
      String attempt,
      BranchStatus status,
      CompletableFuture<ServiceIntegration.RunningCall> call,
      Runnable cancelAlarm) {

    void stopCall(String reason) {
      call.cancel(false);
      if (!call.isCancelled() && !call.isCompletedExceptionally()) {
        ServiceIntegration.RunningCall running = call.join();
        if (!running.result().isDone()) {
          running.stop(reason);
        }
      }
    }
  }

  private final SharedServices services;
  private final LiveExecution execution;
  private final Map<Integer, Wait> waits = new HashMap<>();

  PendingWork(SharedServices services, LiveExecution execution) {
    this.services = services;
    this.execution = execution;
  }

  /** Ends what is waited for no more; begins what is waited for now. */
  void follow(ExecutionSnapshot run) {
    waits
        .entrySet()
        .removeIf(entry -> isOver(entry.getValue(), run.branches().get(entry.getKey())));
    run.waiting().forEach(id -> follow(run.branches().get(id)));
  }

  private static boolean isOver(Wait wait, Branch branch) {
    if (branch != null
        && branch.attempt().equals(wait.attempt())
        && branch.status().getClass() == wait.status().getClass()) {
      return false;
    }
    wait.cancelAlarm().run();
    wait.stopCall("The state is left");
    return true;
  }

  private void follow(Branch branch) {
    Wait wait = waits.get(branch.id());
    BranchStatus status = branch.status();
    if (wait != null && wait.status().equals(status)) {
      return;
    }
    if (status instanceof BranchStatus.Calling calling) {
      CompletableFuture<ServiceIntegration.RunningCall> call =
          wait == null ? start(branch, calling) : wait.call();
      if (wait != null) {
        wait.cancelAlarm().run();
      }
      waits.put(branch.id(), new Wait(branch.attempt(), status, call, alarm(branch, calling)));
    } else if (status instanceof BranchStatus.Sleeping sleeping) {
      waitUntil(branch, sleeping.due());
    } else if (status instanceof BranchStatus.Retrying retrying) {
      waitUntil(branch, retrying.due());
    }
  }

  private void waitUntil(Branch branch, Instant due) {
    Runnable cancel =
        execution.at(
            due,
            () ->
                execution.post(branch.attempt(), branch.id(), update -> update.wake(branch.id())));
    waits.put(
        branch.id(),
        new Wait(
            branch.attempt(),
            branch.status(),
            CompletableFuture.failedFuture(new CancellationException()),
            cancel));
  }

  /** For the first of the call's limits. */
  private Runnable alarm(Branch branch, BranchStatus.Calling calling) {
    Optional<Instant> due =
        Stream.concat(calling.due().stream(), calling.heartbeatDue().stream())
            .min(Instant::compareTo);
    if (due.isEmpty()) {
      return () -> {};
    }
    boolean timeout = calling.due().equals(due);
    return execution.at(
        due.get(),
        () -> {
          fail(branch, timeout ? StatesError.timeout() : StatesError.heartbeatTimeout());
          waits
              .remove(branch.id())
              .stopCall(
                  timeout
                      ? "The state's TimeoutSeconds are over"
                      : "No heartbeat within the state's HeartbeatSeconds");
        });
  }

  /** Not under the execution's lock: a service may take its time, or start another execution. */
  private CompletableFuture<ServiceIntegration.RunningCall> start(
      Branch branch, BranchStatus.Calling calling) {
    CompletableFuture<ServiceIntegration.RunningCall> call = new CompletableFuture<>();
    ServiceIntegration.Call request =
        new ServiceIntegration.Call(
            calling.resource(), calling.parameters(), token(branch), execution.taskToken(branch));
    services
        .timer()
        .run(
            () -> {
              if (!call.isDone()) {
                start(branch, calling, request, call);
              }
            });
    return call;
  }

  private void start(
      Branch branch,
      BranchStatus.Calling calling,
      ServiceIntegration.Call request,
      CompletableFuture<ServiceIntegration.RunningCall> call) {
    ServiceIntegration.RunningCall running;
    try {
      running =
          services
              .integrations()
              .find(calling.resource())
              .orElseThrow(
                  () ->
                      new StatesError(
                          "States.Runtime", "There is no %s here".formatted(calling.resource())))
              .start(request);
    } catch (RuntimeException refused) {
      call.completeExceptionally(refused);
      fail(branch, LiveExecution.asStatesError(refused));
      return;
    }
    if (!call.complete(running)) {
      running.stop("The state is left");
      return;
    }
    if (!calling.submitted()) {
      execution.post(
          branch.attempt(),
          branch.id(),
          update -> update.accept(branch.id(), running.submission()));
    }
    var unused =
        running
            .result()
            .whenComplete((result, failure) -> finish(branch, calling, result, failure));
  }

  private void finish(
      Branch branch, BranchStatus.Calling calling, JsonNode result, Throwable failure) {
    if (failure != null) {
      fail(branch, LiveExecution.asStatesError(failure));
    } else if (!calling.waitsForCallback()) {
      execution.post(branch.attempt(), branch.id(), update -> update.succeed(branch.id(), result));
    }
  }

  private void fail(Branch branch, StatesError error) {
    execution.post(branch.attempt(), branch.id(), update -> update.fail(branch.id(), error));
  }

  /** The same for the same attempt of the same visit, whichever stage asks. */
  private String token(Branch branch) {
    String identity = execution.execution().arn() + "#" + branch.attempt();
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  /** Ends all of it. */
  void stop(String reason) {
    waits
        .values()
        .forEach(
            wait -> {
              wait.cancelAlarm().run();
              wait.stopCall(reason);
            });
    waits.clear();
  }

  /** Lets all of it go, as a kill does. */
  void forget() {
    waits.values().forEach(wait -> wait.cancelAlarm().run());
    waits.clear();
  }
}
