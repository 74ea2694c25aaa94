package dev.errand.states.maprun;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.integration.ServiceIntegration;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.state.ItemSource;
import dev.errand.states.value.StatesError;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/**
 * Calls S3 as a Task state does.
 *
 * @param error the name of the error that a call fails with
 */
record S3Calls(ServiceIntegrations services, String error) {

  /**
   * The answer.
   *
   * @param resource of the language, such as {@link ItemSource#GET_OBJECT}
   */
  JsonNode call(String resource, JsonNode parameters) {
    String called = ItemSource.ofSdk(resource);
    ServiceIntegration service =
        services
            .find(called)
            .orElseThrow(() -> failed(Optional.of("There is no %s here".formatted(called))));
    try {
      return service.start(new ServiceIntegration.Call(called, parameters, "")).result().join();
    } catch (StatesError e) {
      throw failed(e.cause());
    } catch (CompletionException e) {
      throw failed(
          e.getCause() instanceof StatesError refused
              ? refused.cause()
              : Optional.of(String.valueOf(e.getCause())));
    }
  }

  private StatesError failed(Optional<String> cause) {
    return new StatesError(Optional.of(error), cause);
  }
}
