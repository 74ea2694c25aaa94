package dev.errand.functions.webhookapi;

import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import java.time.Clock;
import java.util.Set;

/** {@code GET /v1/webhooks/{webhook_id}}. */
record GetWebhook(VisibleWebhooks visible, Clock clock) implements Endpoint {

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.READ);
    request.requireOnlyParameters(Set.of());
    return Response.json(200, WebhookJson.of(visible.named(request, caller), clock.instant()));
  }
}
