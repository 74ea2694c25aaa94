package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.Activity;
import dev.errand.states.Run;
import dev.errand.states.ServiceIntegration;
import dev.errand.states.StatesError;
import dev.errand.states.Strand;
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
final class OpenWork {

  /**
   * What a strand waits for.
   *
   * @param attempt of the strand's state
   * @param activity as it was when the wait began
   */
  private record Wait(
      String attempt,
      Activity activity,
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

  private final Surroundings surroundings;
  private final LiveExecution of;
  private final Map<Integer, Wait> waits = new HashMap<>();

  OpenWork(Surroundings surroundings, LiveExecution of) {
    this.surroundings = surroundings;
    this.of = of;
  }

  /** Ends what is waited for no more; begins what is waited for now. */
  void follow(Run run) {
    waits.entrySet().removeIf(entry -> isOver(entry.getValue(), run.strands().get(entry.getKey())));
    run.waiting().forEach(id -> follow(run.strands().get(id)));
  }

  private static boolean isOver(Wait wait, Strand strand) {
    if (strand != null
        && strand.attempt().equals(wait.attempt())
        && strand.activity().getClass() == wait.activity().getClass()) {
      return false;
    }
    wait.cancelAlarm().run();
    wait.stopCall("The state is left");
    return true;
  }

  private void follow(Strand strand) {
    Wait wait = waits.get(strand.id());
    Activity activity = strand.activity();
    if (wait != null && wait.activity().equals(activity)) {
      return;
    }
    if (activity instanceof Activity.Calling calling) {
      CompletableFuture<ServiceIntegration.RunningCall> call =
          wait == null ? start(strand, calling) : wait.call();
      if (wait != null) {
        wait.cancelAlarm().run();
      }
      waits.put(strand.id(), new Wait(strand.attempt(), activity, call, alarm(strand, calling)));
    } else if (activity instanceof Activity.Sleeping sleeping) {
      waitUntil(strand, sleeping.due());
    } else if (activity instanceof Activity.Retrying retrying) {
      waitUntil(strand, retrying.due());
    }
  }

  private void waitUntil(Strand strand, Instant due) {
    Runnable cancel =
        of.at(due, () -> of.post(strand.attempt(), strand.id(), turn -> turn.wake(strand.id())));
    waits.put(
        strand.id(),
        new Wait(
            strand.attempt(),
            strand.activity(),
            CompletableFuture.failedFuture(new CancellationException()),
            cancel));
  }

  /** For the first of the call's limits. */
  private Runnable alarm(Strand strand, Activity.Calling calling) {
    Optional<Instant> due =
        Stream.concat(calling.due().stream(), calling.heartbeatDue().stream())
            .min(Instant::compareTo);
    if (due.isEmpty()) {
      return () -> {};
    }
    boolean timeout = calling.due().equals(due);
    return of.at(
        due.get(),
        () -> {
          fail(
              strand,
              new StatesError(timeout ? "States.Timeout" : "States.HeartbeatTimeout", null));
          waits
              .remove(strand.id())
              .stopCall(
                  timeout
                      ? "The state's TimeoutSeconds are over"
                      : "No heartbeat within the state's HeartbeatSeconds");
        });
  }

  /** Not under the execution's lock: a service may take its time, or start another execution. */
  private CompletableFuture<ServiceIntegration.RunningCall> start(
      Strand strand, Activity.Calling calling) {
    CompletableFuture<ServiceIntegration.RunningCall> call = new CompletableFuture<>();
    ServiceIntegration.Call request =
        new ServiceIntegration.Call(
            calling.resource(), calling.parameters(), token(strand), of.taskToken(strand));
    surroundings
        .timer()
        .run(
            () -> {
              if (!call.isDone()) {
                start(strand, calling, request, call);
              }
            });
    return call;
  }

  private void start(
      Strand strand,
      Activity.Calling calling,
      ServiceIntegration.Call request,
      CompletableFuture<ServiceIntegration.RunningCall> call) {
    ServiceIntegration.RunningCall running;
    try {
      running =
          surroundings
              .integrations()
              .find(calling.resource())
              .orElseThrow(
                  () ->
                      new StatesError(
                          "States.Runtime", "There is no %s here".formatted(calling.resource())))
              .start(request);
    } catch (RuntimeException refused) {
      call.completeExceptionally(refused);
      fail(strand, LiveExecution.asStatesError(refused));
      return;
    }
    if (!call.complete(running)) {
      running.stop("The state is left");
      return;
    }
    if (!calling.submitted()) {
      of.post(
          strand.attempt(), strand.id(), turn -> turn.accept(strand.id(), running.submission()));
    }
    var unused =
        running
            .result()
            .whenComplete((result, failure) -> settled(strand, calling, result, failure));
  }

  private void settled(
      Strand strand, Activity.Calling calling, JsonNode result, Throwable failure) {
    if (failure != null) {
      fail(strand, LiveExecution.asStatesError(failure));
    } else if (!calling.waitsForReport()) {
      of.post(strand.attempt(), strand.id(), turn -> turn.succeed(strand.id(), result));
    }
  }

  private void fail(Strand strand, StatesError error) {
    of.post(strand.attempt(), strand.id(), turn -> turn.fail(strand.id(), error));
  }

  /** The same for the same attempt of the same visit, whichever stage asks. */
  private String token(Strand strand) {
    String identity = of.execution().arn() + "#" + strand.attempt();
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
