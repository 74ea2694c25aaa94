package dev.errand.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A service whose calls the test answers. */
final class TestService implements ServiceIntegration {

  static final String RESOURCE = "arn:aws:states:::test:call.sync";

  final List<Received> calls = new ArrayList<>();

  /** Refuses the next calls with this, if it is set. */
  StatesError refusal;

  record Received(Call call, CompletableFuture<JsonNode> result, List<String> stops)
      implements RunningCall {

    @Override
    public JsonNode submission() {
      return Json.object().put("Accepted", true);
    }

    @Override
    public void stop(String reason) {
      stops.add(reason);
    }

    void succeed() {
      result.complete(Json.object().put("Done", true));
    }

    void fail(String error, String cause) {
      result.completeExceptionally(new StatesError(error, cause));
    }
  }

  @Override
  public RunningCall start(Call call) {
    if (refusal != null) {
      throw refusal;
    }
    Received received = new Received(call, new CompletableFuture<>(), new ArrayList<>());
    calls.add(received);
    return received;
  }

  Received last() {
    return calls.get(calls.size() - 1);
  }
}
