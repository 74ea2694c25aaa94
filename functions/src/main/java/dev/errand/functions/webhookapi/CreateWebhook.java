package dev.errand.functions.webhookapi;

import dev.errand.functions.delivery.Signatures;
import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.Health;
import dev.errand.functions.webhook.SigningSecrets;
import dev.errand.functions.webhook.Targets;
import dev.errand.functions.webhook.Webhook;
import dev.errand.functions.webhook.WebhookId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * {@code POST /v1/webhooks}.
 *
 * @param cap how many webhooks a client may have
 */
record CreateWebhook(
    WebhookStore webhooks, Signatures signatures, Targets targets, int cap, Clock clock)
    implements Endpoint {

  private static final Set<String> FIELDS = Set.of("client_id", "url", "events", "description");

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    WebhookBody body = WebhookBody.parse(request.jsonBody(WebhookBody.MAX_BYTES), FIELDS, targets);
    body.require("url");
    Optional<UUID> named = body.clientId();
    Optional<String> url = body.url();
    Set<EventType> events = body.events().orElse(EventType.ofReports());
    Optional<String> description = body.description();
    body.check();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    String secret = Signatures.newSecret();
    WebhookId id = WebhookId.random(now);
    Webhook webhook =
        new Webhook(
            id,
            VisibleWebhooks.client(caller, named),
            url.orElseThrow(),
            events,
            description,
            SigningSecrets.of(signatures.encrypted(secret, id)),
            now,
            now,
            Optional.empty(),
            Health.GOOD);
    if (!webhooks.create(webhook, cap)) {
      throw new ProblemException(
          Kind.TOO_MANY_WEBHOOKS,
          "The client has %d webhooks, which is all it may have. Delete one first.".formatted(cap));
    }
    invocation.log().info("created the webhook " + id);
    return Response.json(201, WebhookJson.of(webhook, now).put("secret", secret))
        .withHeader("Location", WebhookJson.path(webhook));
  }
}
