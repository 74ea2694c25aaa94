package dev.errand.functions.webhookapi;

import dev.errand.functions.delivery.Signatures;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Problems;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.SigningSecrets;
import dev.errand.functions.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** {@code POST /v1/webhooks/{webhook_id}/rotate-secret}. */
record RotateSecret(
    VisibleWebhooks visible, WebhookStore webhooks, Signatures signatures, Clock clock)
    implements Endpoint {

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    Webhook webhook = visible.named(request, caller);
    String secret = Signatures.newSecret();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    SigningSecrets after =
        webhook.secrets().rotated(signatures.encrypted(secret, webhook.id()), now);
    if (!webhooks.rotate(webhook, after)) {
      throw new ProblemException(Problems.busy());
    }
    invocation.log().info("rotated the secret of the webhook");
    return Response.json(
        200, WebhookJson.of(visible.named(request, caller), now).put("secret", secret));
  }
}
