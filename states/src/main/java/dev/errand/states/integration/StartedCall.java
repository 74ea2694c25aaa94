package dev.errand.states.integration;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A call by its parts. */
record StartedCall(
    JsonNode submission, CompletableFuture<JsonNode> result, Consumer<String> stopper)
    implements ServiceIntegration.RunningCall {

  @Override
  public void stop(String reason) {
    stopper.accept(reason);
  }
}
