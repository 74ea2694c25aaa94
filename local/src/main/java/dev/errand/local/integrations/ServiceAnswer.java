package dev.errand.local.integrations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import java.util.concurrent.CompletableFuture;

/** A request that was sent and whose answer comes later. */
record ServiceAnswer(JsonNode submission, CompletableFuture<JsonNode> result)
    implements ServiceIntegration.RunningCall {

  static ServiceAnswer to(CompletableFuture<JsonNode> result) {
    return new ServiceAnswer(Json.object(), result);
  }

  /** An answer that is there already. */
  static ServiceAnswer of(JsonNode answer) {
    return new ServiceAnswer(answer, CompletableFuture.completedFuture(answer));
  }

  /** What the SDK says about the request, besides the answer. */
  static ObjectNode withMetadata(ObjectNode answer, int status) {
    answer.putObject("SdkHttpMetadata").put("HttpStatusCode", status);
    answer.putObject("SdkResponseMetadata");
    return answer;
  }

  @Override
  public void stop(String reason) {
    result.cancel(false);
  }
}
