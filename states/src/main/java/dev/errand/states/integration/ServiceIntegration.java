package dev.errand.states.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.StatesError;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A service that a Task state calls and waits for, such as {@code ecs:runTask.sync}. */
@FunctionalInterface
public interface ServiceIntegration {

  /**
   * Sends the request; does not wait for the result.
   *
   * <p>A call with a token that was started before, by a stage that was killed meanwhile, continues
   * the same work instead of doing it twice.
   *
   * @throws StatesError if the service refuses the request
   */
  RunningCall start(Call call);

  /** Why it refuses a resource that its pattern matches; empty if it does not. */
  default Optional<String> refusal(String resource) {
    return Optional.empty();
  }

  /**
   * A request to a service.
   *
   * @param resource the {@code Resource} of the state
   * @param parameters its {@code Parameters}, evaluated
   * @param token identifies this attempt of this execution of the state, in every process: 32 hex
   *     digits
   * @param taskToken identifies the attempt in {@code SendTaskSuccess}, {@code SendTaskFailure} and
   *     {@code SendTaskHeartbeat}
   */
  record Call(String resource, JsonNode parameters, String token, String taskToken) {

    /** A call of a service that sends no callback. */
    public Call(String resource, JsonNode parameters, String token) {
      this(resource, parameters, token, "");
    }
  }

  /** A request that the service has accepted. */
  interface RunningCall {

    /**
     * A call of these parts.
     *
     * @param stop ends the work, for a reason
     */
    static RunningCall of(
        JsonNode submission, CompletableFuture<JsonNode> result, Consumer<String> stop) {
      return new StartedCall(submission, result, stop);
    }

    /** The service's answer to the request, as in the history's {@code TaskSubmitted}. */
    JsonNode submission();

    /** Completes with the result, or fails with a {@link StatesError}. */
    CompletableFuture<JsonNode> result();

    /**
     * Ends the work, best effort. The result then fails.
     *
     * @param reason a sentence for the service's own records
     */
    void stop(String reason);
  }
}
