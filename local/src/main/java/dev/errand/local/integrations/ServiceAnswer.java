package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegration.RunningCall;
import dev.errand.states.value.Json;
import java.util.concurrent.CompletableFuture;

/** The answer of a service that has no job to follow: the request and its result are one. */
final class ServiceAnswer {

  private ServiceAnswer() {}

  /** A call whose answer comes later; to stop the call cancels it. */
  static RunningCall to(CompletableFuture<JsonNode> result) {
    return RunningCall.of(Json.object(), result, reason -> result.cancel(false));
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
