package dev.errand.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.lambda.Invocation.FunctionError;
import dev.errand.local.lambda.Invocation.Success;
import dev.errand.local.lambda.Invocation.TimedOut;
import dev.errand.local.process.ChildProcess;
import dev.errand.local.template.FunctionSpec;
import dev.errand.states.value.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A process that runs one function, one invocation at a time. */
final class ExecutionEnvironment implements RuntimeApi.Listener {

  /** Lambda's limit for the initialisation of a snapshot. */
  private static final Duration INITIALIZATION_LIMIT = Duration.ofSeconds(130);

  /** The environments of a function. */
  interface Pool {

    /** Adds an environment that waits for an invocation. */
    void addIdle(ExecutionEnvironment environment);

    /**
     * Removes an environment that has ended.
     *
     * @param initialization why it never became ready, if it never did
     */
    void remove(ExecutionEnvironment environment, Optional<FunctionError> initialization);
  }

  private final FunctionSpec function;
  private final Pool pool;
  private final ScheduledExecutorService clock;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private ChildProcess process;
  private Duration grace = Duration.ZERO;
  private CompletableFuture<PendingInvocation> handedOver = new CompletableFuture<>();
  private PendingInvocation current;
  private Future<?> limit;
  private boolean initialized;
  private boolean answered;
  private boolean ended;
  private FunctionError initializationError;
  private Instant idleSince = Instant.MAX;

  ExecutionEnvironment(FunctionSpec function, Pool pool, ScheduledExecutorService clock) {
    this.function = function;
    this.pool = pool;
    this.clock = clock;
  }

  /** Ends an environment in which no process was started. */
  void cancelStart() {
    end.complete(null);
  }

  synchronized boolean hasEnded() {
    return ended;
  }

  /** Whether it has answered an event. */
  synchronized boolean hasAnswered() {
    return answered;
  }

  /**
   * Follows the process that runs this environment to its end.
   *
   * @param grace how long the process may take to end after SIGTERM
   */
  void follow(ChildProcess started, Duration grace) {
    synchronized (this) {
      process = started;
      this.grace = grace;
      if (ended) {
        var unused = started.terminate(grace);
      } else if (!initialized) {
        limit = clock.schedule(this::end, INITIALIZATION_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
    var unused = started.exit().thenAccept(this::exited);
  }

  /**
   * Gives work to an idle environment.
   *
   * @return false if it has ended meanwhile
   */
  synchronized boolean handOver(PendingInvocation work) {
    if (ended) {
      return false;
    }
    idleSince = Instant.MAX;
    current = work;
    return handedOver.complete(work);
  }

  synchronized boolean isIdleSince(Instant instant) {
    return idleSince.isBefore(instant);
  }

  @Override
  public RuntimeApi.Delivery next() {
    CompletableFuture<PendingInvocation> work;
    synchronized (this) {
      initialized = true;
      stopClock();
      idleSince = Instant.now();
      work = handedOver;
    }
    pool.addIdle(this);
    return deliver(work.join());
  }

  private synchronized RuntimeApi.Delivery deliver(PendingInvocation work) {
    handedOver = new CompletableFuture<>();
    Duration timeout = function.timeout();
    limit = clock.schedule(this::timeOut, timeout.toMillis(), TimeUnit.MILLISECONDS);
    Instant now = Instant.now();
    return new RuntimeApi.Delivery(
        work.requestId(),
        work.event(),
        now.plus(timeout),
        function.invokedArn(),
        TraceHeader.create(function.traced(), now));
  }

  @Override
  public void succeeded(String requestId, byte[] payload) {
    if (payload.length > FunctionHost.MAX_EVENT_BYTES) {
      finish(
          requestId,
          new FunctionError(
              "Function.ResponseSizeTooLarge",
              "Response payload size exceeded maximum allowed payload size (6291556 bytes)."));
    } else {
      finish(requestId, new Success(new String(payload, StandardCharsets.UTF_8)));
    }
  }

  @Override
  public void failed(String requestId, byte[] error) {
    finish(requestId, functionError(error));
  }

  @Override
  public synchronized void initializationFailed(byte[] error) {
    initializationError = functionError(error);
  }

  private void finish(String requestId, Invocation result) {
    PendingInvocation finished;
    synchronized (this) {
      finished = current;
      if (finished == null || !finished.requestId().equals(requestId)) {
        return;
      }
      current = null;
      answered = true;
      stopClock();
    }
    finished.result().complete(result);
  }

  private void timeOut() {
    PendingInvocation late;
    synchronized (this) {
      late = current;
      current = null;
    }
    if (late != null) {
      endWithin(Duration.ZERO);
      late.result().complete(new TimedOut(function.timeout()));
    }
  }

  /** Ends the process; one that has an event is killed. */
  synchronized void end() {
    endWithin(current == null ? grace : Duration.ZERO);
  }

  private synchronized void endWithin(Duration limit) {
    ended = true;
    if (process != null) {
      var unused = process.terminate(limit);
    }
  }

  /** Completes when its process has ended, or when it is certain that there will be none. */
  CompletableFuture<Void> whenEnded() {
    return end.copy();
  }

  private void exited(int code) {
    PendingInvocation interrupted;
    Optional<FunctionError> initialization;
    synchronized (this) {
      ended = true;
      stopClock();
      handedOver.cancel(false);
      interrupted = current;
      current = null;
      initialization = initialized ? Optional.empty() : Optional.of(initializationFailure(code));
    }
    if (interrupted != null) {
      interrupted.result().complete(exitError(interrupted.requestId(), "exit status " + code));
    }
    pool.remove(this, initialization);
    end.complete(null);
  }

  private FunctionError initializationFailure(int code) {
    return initializationError == null
        ? new FunctionError(
            "Runtime.ExitError", "Runtime exited with error: exit status %d".formatted(code))
        : initializationError;
  }

  private void stopClock() {
    if (limit != null) {
      limit.cancel(false);
    }
  }

  private static FunctionError exitError(String requestId, String why) {
    return new FunctionError(
        "Runtime.ExitError",
        "RequestId: %s Error: Runtime exited with error: %s".formatted(requestId, why));
  }

  private static FunctionError functionError(byte[] body) {
    try {
      JsonNode error = Json.MAPPER.readTree(body);
      return new FunctionError(
          error.path("errorType").asText("Unhandled"), error.path("errorMessage").asText(""));
    } catch (IOException e) {
      return new FunctionError("Unhandled", "the runtime reported an error that is not JSON");
    }
  }
}
