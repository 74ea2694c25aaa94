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
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * What an execution waits for in this process: calls of services, and times. It follows the stored
 * snapshot, and can be made again from it.
 */
final class PendingWork {

  /** What a branch waits for. */
  private sealed interface Wait {

    /** The branch's attempt of its state. */
    String attempt();

    /** The status of the branch when the wait began. */
    BranchStatus status();

    /** Cancels the alarm that the wait has set. */
    Runnable cancelAlarm();

    /** Ends the wait. */
    default void stop(String reason) {
      cancelAlarm().run();
    }
  }

  /** Waits until a time. */
  private record TimedWait(String attempt, BranchStatus status, Runnable cancelAlarm)
      implements Wait {}

  /**
   * Waits for a service.
   *
   * @param call that the service has accepted; cancelled if the branch no longer waits for it
   * @param cancelAlarm of the call's time limit
   */
  private record CallWait(
      String attempt,
      BranchStatus status,
      CompletableFuture<ServiceIntegration.RunningCall> call,
      Runnable cancelAlarm)
      implements Wait {

    @Override
    public void stop(String reason) {
      cancelAlarm.run();
      stopCall(reason);
    }

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

  private final ExecutionRuntime runtime;
  private final ExecutionRunner runner;
  private final Map<Integer, Wait> waits = new HashMap<>();

  PendingWork(ExecutionRuntime runtime, ExecutionRunner runner) {
    this.runtime = runtime;
    this.runner = runner;
  }

  /** Ends the waits that the snapshot no longer has, and begins those that it has now. */
  void follow(ExecutionSnapshot snapshot) {
    waits
        .entrySet()
        .removeIf(entry -> isOver(entry.getValue(), snapshot.branches().get(entry.getKey())));
    snapshot.waiting().forEach(id -> follow(snapshot.branches().get(id)));
  }

  private static boolean isOver(Wait wait, Branch branch) {
    if (branch != null
        && branch.attempt().equals(wait.attempt())
        && branch.status().getClass() == wait.status().getClass()) {
      return false;
    }
    wait.stop("The state is left");
    return true;
  }

  private void follow(Branch branch) {
    Wait wait = waits.get(branch.id());
    BranchStatus status = branch.status();
    if (wait != null && wait.status().equals(status)) {
      return;
    }
    if (status instanceof BranchStatus.Calling calling) {
      waits.put(branch.id(), waitForCall(branch, calling, wait));
    } else if (status instanceof BranchStatus.Sleeping sleeping) {
      waitUntil(branch, sleeping.due());
    } else if (status instanceof BranchStatus.Retrying retrying) {
      waitUntil(branch, retrying.due());
    }
  }

  /** Starts the call, or keeps the one that the earlier wait has started. */
  private CallWait waitForCall(Branch branch, BranchStatus.Calling calling, Wait earlier) {
    CompletableFuture<ServiceIntegration.RunningCall> call;
    if (earlier instanceof CallWait started) {
      call = started.call();
      started.cancelAlarm().run();
    } else {
      call = start(branch, calling);
    }
    return new CallWait(branch.attempt(), calling, call, alarm(branch, calling));
  }

  private void waitUntil(Branch branch, Instant due) {
    Runnable cancel =
        runner.at(
            due,
            () -> runner.post(branch.attempt(), branch.id(), update -> update.wake(branch.id())));
    waits.put(branch.id(), new TimedWait(branch.attempt(), branch.status(), cancel));
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
    return runner.at(
        due.get(),
        () -> {
          fail(branch, timeout ? StatesError.timeout() : StatesError.heartbeatTimeout());
          waits
              .remove(branch.id())
              .stop(
                  timeout
                      ? "The state's TimeoutSeconds are over"
                      : "No heartbeat within the state's HeartbeatSeconds");
        });
  }

  /** Not under the execution's lock: a service may take long, or start another execution. */
  private CompletableFuture<ServiceIntegration.RunningCall> start(
      Branch branch, BranchStatus.Calling calling) {
    CompletableFuture<ServiceIntegration.RunningCall> call = new CompletableFuture<>();
    ServiceIntegration.Call request =
        new ServiceIntegration.Call(
            calling.resource(), calling.parameters(), token(branch), runner.taskToken(branch));
    runtime
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
          runtime
              .integrations()
              .find(calling.resource())
              .orElseThrow(
                  () ->
                      new StatesError(
                          "States.Runtime", "There is no %s here".formatted(calling.resource())))
              .start(request);
    } catch (RuntimeException refused) {
      call.completeExceptionally(refused);
      fail(branch, ExecutionRunner.asStatesError(refused));
      return;
    }
    if (!call.complete(running)) {
      running.stop("The state is left");
      return;
    }
    if (!calling.submitted()) {
      runner.post(
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
      fail(branch, ExecutionRunner.asStatesError(failure));
    } else if (!calling.waitsForCallback()) {
      runner.post(branch.attempt(), branch.id(), update -> update.succeed(branch.id(), result));
    }
  }

  private void fail(Branch branch, StatesError error) {
    runner.post(branch.attempt(), branch.id(), update -> update.fail(branch.id(), error));
  }

  /** Identifies the attempt; the same in every process. */
  private String token(Branch branch) {
    String identity = runner.execution().arn() + "#" + branch.attempt();
    return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8))
        .toString()
        .replace("-", "");
  }

  /** Ends all waits. */
  void stop(String reason) {
    waits.values().forEach(wait -> wait.stop(reason));
    waits.clear();
  }

  /** Drops all waits and leaves their calls running, as a kill does. */
  void forget() {
    waits.values().forEach(wait -> wait.cancelAlarm().run());
    waits.clear();
  }
}
