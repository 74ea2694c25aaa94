package dev.errand.functions.webhookapi;

import dev.errand.functions.delivery.Deliverer;
import dev.errand.functions.event.EventJson;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** {@code POST /v1/webhooks/{webhook_id}/ping}: returns what the endpoint answered. */
record PingWebhook(
    VisibleWebhooks visible, DeliveryStore deliveries, Deliverer deliverer, Clock clock)
    implements Endpoint {

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    Webhook webhook = visible.named(request, caller);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Delivery ping =
        Delivery.pending(
            EventId.random(now),
            webhook,
            EventType.PING,
            EventJson.ping(now).toString(),
            now,
            now.plus(Delivery.LEASE));
    boolean unused = deliveries.create(ping);
    return Response.json(200, WebhookJson.of(deliverer.tryOnce(webhook, ping)));
  }
}
