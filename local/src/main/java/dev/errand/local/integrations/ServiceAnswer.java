package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegration.RunningCall;
import dev.errand.states.value.Json;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** The answer of a service that has no job to follow: the request and its result are one. */
final class ServiceAnswer {

  private static final Executor OWN_THREAD =
      call -> {
        Thread thread = new Thread(call, "service-call");
        thread.setDaemon(true);
        thread.start();
      };

  private ServiceAnswer() {}

  /** A call whose answer comes later; to stop the call cancels it. */
  static RunningCall to(CompletableFuture<JsonNode> result) {
    return RunningCall.of(Json.object(), result, reason -> result.cancel(false));
  }

  /** A call that may wait for its answer. */
  static RunningCall later(Supplier<JsonNode> answer) {
    return to(CompletableFuture.supplyAsync(answer, OWN_THREAD));
  }

  /** A call whose answer is known. */
  static RunningCall of(JsonNode answer) {
    return RunningCall.of(answer, CompletableFuture.completedFuture(answer), reason -> {});
  }

  /** Adds what the SDK adds to an answer. */
  static ObjectNode withMetadata(ObjectNode answer, int status) {
    answer.putObject("SdkHttpMetadata").put("HttpStatusCode", status);
    answer.putObject("SdkResponseMetadata");
    return answer;
  }
}
