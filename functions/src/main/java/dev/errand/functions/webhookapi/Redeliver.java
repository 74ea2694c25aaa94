package dev.errand.functions.webhookapi;

import dev.errand.functions.delivery.Deliverer;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Problems;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.Webhook;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /v1/webhooks/{webhook_id}/deliveries/{delivery_id}/redeliver}: tries a delivery once
 * more at once, whatever its status, with the same event id.
 */
record Redeliver(
    VisibleWebhooks visible, DeliveryStore deliveries, Deliverer deliverer, Clock clock)
    implements Endpoint {

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    Webhook webhook = visible.named(request, caller);
    Delivery before =
        Optional.of(request.pathParameter("delivery_id"))
            .filter(EventId::isValid)
            .map(EventId::new)
            .flatMap(event -> deliveries.find(webhook.id(), event))
            .orElseThrow(
                () ->
                    new ProblemException(
                        Kind.NOT_FOUND, "The webhook has no delivery with this id."));
    if (!webhook.isEnabled()) {
      throw new ProblemException(
          Kind.WEBHOOK_DISABLED, "Enable the webhook first: PATCH it with {\"enabled\": true}.");
    }
    Delivery leased = before.dueAt(clock.instant().plus(Delivery.LEASE));
    if (!deliveries.replace(before, leased)) {
      throw new ProblemException(Problems.busy());
    }
    return Response.json(200, WebhookJson.of(deliverer.tryOnce(webhook, leased)));
  }
}
