package dev.errand.local.lambda;

import dev.errand.local.lambda.Invocation.FunctionError;
import dev.errand.local.lambda.Invocation.Throttled;
import dev.errand.local.template.FunctionSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The environments of one function, and the events that wait for one of them. */
final class FunctionPool implements ExecutionEnvironment.Pool {

  /** One machine does not have the memory for more. Further invocations wait. */
  private static final int MAX_ENVIRONMENTS = 24;

  /** One machine does not have the processors to start more at once. */
  private static final int MAX_STARTING =
      Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

  private static final Duration IDLE_LIMIT = Duration.ofMinutes(5);

  private final FunctionSpec function;
  private final EnvironmentStarter starter;
  private final Set<ExecutionEnvironment> environments = new LinkedHashSet<>();
  private final Set<ExecutionEnvironment> starting = new LinkedHashSet<>();
  private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();
  private final Deque<PendingInvocation> waiting = new ArrayDeque<>();
  private int busy;
  private boolean closed;

  FunctionPool(FunctionSpec function, EnvironmentStarter starter) {
    this.function = function;
    this.starter = starter;
  }

  CompletableFuture<Invocation> invoke(byte[] event) {
    PendingInvocation work = PendingInvocation.of(event);
    synchronized (this) {
      if (closed || isThrottled()) {
        return CompletableFuture.completedFuture(new Throttled());
      }
      busy++;
      waiting.add(work);
      distribute();
    }
    CompletableFuture<Invocation> answer =
        work.result().whenComplete((result, failure) -> finish()).copy();
    var unused =
        answer.whenComplete(
            (result, failure) -> {
              if (answer.isCancelled()) {
                withdraw(work);
              }
            });
    return answer;
  }

  private synchronized void finish() {
    busy--;
  }

  private void withdraw(PendingInvocation work) {
    boolean waited;
    synchronized (this) {
      waited = waiting.remove(work);
    }
    if (waited) {
      work.result().complete(new Throttled());
    }
  }

  /** Starts an environment before the first invocation. */
  synchronized void warm() {
    if (environments.isEmpty()) {
      startOne();
    }
  }

  @Override
  public synchronized void addIdle(ExecutionEnvironment environment) {
    if (environments.contains(environment)) {
      starting.remove(environment);
      idle.push(environment);
      distribute();
    }
  }

  @Override
  public void remove(ExecutionEnvironment environment, Optional<FunctionError> initialization) {
    PendingInvocation failed = null;
    synchronized (this) {
      if (!environments.remove(environment)) {
        return;
      }
      idle.remove(environment);
      starting.remove(environment);
      if (initialization.isPresent()) {
        failed = waiting.poll();
      }
      distribute();
    }
    if (failed != null) {
      failed.result().complete(initialization.orElseThrow());
    }
  }

  /** Ends environments that have been idle for long, except the last one. */
  synchronized void reclaim(Instant now) {
    while (environments.size() > 1
        && !idle.isEmpty()
        && idle.peekLast().isIdleSince(now.minus(IDLE_LIMIT))) {
      ExecutionEnvironment longest = idle.removeLast();
      environments.remove(longest);
      longest.end();
    }
  }

  /** Ends all environments; what still waits is refused. */
  CompletableFuture<Void> close() {
    Deque<PendingInvocation> refused;
    Set<ExecutionEnvironment> running;
    synchronized (this) {
      closed = true;
      refused = new ArrayDeque<>(waiting);
      waiting.clear();
      running = new LinkedHashSet<>(environments);
      idle.clear();
    }
    refused.forEach(work -> work.result().complete(new Throttled()));
    running.forEach(ExecutionEnvironment::end);
    return CompletableFuture.allOf(
        running.stream().map(ExecutionEnvironment::whenEnded).toArray(CompletableFuture<?>[]::new));
  }

  private boolean isThrottled() {
    return function.reservedConcurrency().isPresent()
        && busy >= function.reservedConcurrency().getAsInt();
  }

  private void distribute() {
    while (!waiting.isEmpty() && !idle.isEmpty()) {
      if (idle.pop().handOver(waiting.peek())) {
        waiting.remove();
      }
    }
    while (!closed
        && starting.size() < Math.min(waiting.size(), MAX_STARTING)
        && environments.size() < MAX_ENVIRONMENTS) {
      startOne();
    }
  }

  private void startOne() {
    ExecutionEnvironment environment = new ExecutionEnvironment(function, this, starter.clock());
    environments.add(environment);
    starting.add(environment);
    starter.executor().execute(() -> start(environment));
  }

  private void start(ExecutionEnvironment environment) {
    try {
      starter.start(function, environment);
    } catch (RuntimeException e) {
      environment.cancelStart();
      remove(environment, Optional.of(new FunctionError("Runtime.StartError", e.getMessage())));
    }
  }
}
