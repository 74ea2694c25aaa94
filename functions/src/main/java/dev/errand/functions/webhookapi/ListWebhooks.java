package dev.errand.functions.webhookapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.WebhookStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code GET /v1/webhooks}. */
record ListWebhooks(WebhookStore webhooks, Clock clock) implements Endpoint {

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of("client_id"));
    UUID client = VisibleWebhooks.client(caller, clientId(request));
    Instant now = clock.instant();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode list = json.putArray("webhooks");
    webhooks.ofClient(client).forEach(webhook -> list.add(WebhookJson.of(webhook, now)));
    return Response.json(200, json);
  }

  private static Optional<UUID> clientId(Request request) {
    try {
      return request.query("client_id").map(UUID::fromString);
    } catch (IllegalArgumentException e) {
      throw new ProblemException(
          Kind.INVALID_REQUEST, "The query parameter client_id must be a UUID.");
    }
  }
}
