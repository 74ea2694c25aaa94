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
   * <p>A call with a token that was started before, by a stage that was killed meanwhile, takes up
   * the same work instead of doing it twice.
   *
   * @throws StatesError if the service refuses the request
   */
  RunningCall start(Call call);

  /** Why it does not answer for a resource that its pattern matches; nothing if it does. */
  default Optional<String> refusal(String resource) {
    return Optional.empty();
  }

  /**
   * What to do.
   *
   * @param resource the {@code Resource} of the state
   * @param parameters what its {@code Parameters} came to
   * @param token stable identity of this attempt of this visit to the state: 32 hex digits
   * @param taskToken what {@code SendTaskSuccess} and its like name the attempt by
   */
  record Call(String resource, JsonNode parameters, String token, String taskToken) {

    /** A call whose service hands no task token back. */
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
     * Ends the work, as best it can. The result then fails.
     *
     * @param reason a sentence for the service's own records
     */
    void stop(String reason);
  }
}
