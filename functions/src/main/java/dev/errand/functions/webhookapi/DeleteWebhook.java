package dev.errand.functions.webhookapi;

import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.WebhookStore;
import java.time.Clock;
import java.util.Set;

/** {@code DELETE /v1/webhooks/{webhook_id}}. */
record DeleteWebhook(VisibleWebhooks visible, WebhookStore webhooks, Clock clock)
    implements Endpoint {

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    if (!webhooks.delete(visible.named(request, caller), clock.instant())) {
      throw VisibleWebhooks.missing();
    }
    invocation.log().info("deleted the webhook");
    return Response.empty();
  }
}
