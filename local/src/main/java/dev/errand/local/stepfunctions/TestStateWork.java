package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.inspection.StateWork;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.state.Step;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The work of a tested state that has no mock: calls the stage's services, and waits. */
record TestStateWork(ExecutionRuntime runtime) implements StateWork {

  /** How long a test may take. */
  private static final Duration MAX_TEST = Duration.ofMinutes(5);

  @Override
  public JsonNode result(Step step) {
    if (step instanceof Step.Call call) {
      return call(call);
    }
    throw new IllegalStateException("needs a mock: " + step);
  }

  private JsonNode call(Step.Call call) {
    String token = UUID.randomUUID().toString().replace("-", "");
    ServiceIntegration.RunningCall running =
        runtime
            .integrations()
            .find(call.resource().arn())
            .orElseThrow()
            .start(new ServiceIntegration.Call(call.resource().arn(), call.parameters(), token));
    Duration limit = call.timeout().filter(own -> own.compareTo(MAX_TEST) < 0).orElse(MAX_TEST);
    try {
      return await(running.result(), limit);
    } finally {
      if (!running.result().isDone()) {
        running.stop("The test of the state is over");
      }
    }
  }

  @Override
  public void sleep(Instant until) {
    CompletableFuture<JsonNode> over = new CompletableFuture<>();
    Instant now = runtime.timer().instant();
    Duration wait = Duration.between(now, until);
    Runnable cancel =
        runtime
            .timer()
            .at(
                now.plusMillis((long) (wait.toMillis() * runtime.delayFactor())),
                () -> over.complete(null));
    try {
      var unused = await(over, MAX_TEST);
    } finally {
      cancel.run();
    }
  }

  private static JsonNode await(CompletableFuture<JsonNode> result, Duration limit) {
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw StatesError.timeout();
    } catch (ExecutionException e) {
      throw ExecutionRunner.asStatesError(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw StatesError.timeout();
    }
  }
}
