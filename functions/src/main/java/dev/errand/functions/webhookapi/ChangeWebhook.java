package dev.errand.functions.webhookapi;

import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Endpoint;
import dev.errand.functions.http.Request;
import dev.errand.functions.http.Response;
import dev.errand.functions.http.Scope;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Disabled;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.Health;
import dev.errand.functions.webhook.Targets;
import dev.errand.functions.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/** {@code PATCH /v1/webhooks/{webhook_id}}, a merge patch (RFC 7396). */
record ChangeWebhook(VisibleWebhooks visible, WebhookStore webhooks, Targets targets, Clock clock)
    implements Endpoint {

  private static final Set<String> FIELDS = Set.of("url", "events", "description", "enabled");

  @Override
  public Response answer(Request request, Invocation invocation) {
    Caller caller = request.requireScope(Scope.WRITE);
    request.requireOnlyParameters(Set.of());
    Webhook before = visible.named(request, caller);
    WebhookBody body = WebhookBody.parse(request.jsonBody(WebhookBody.MAX_BYTES), FIELDS, targets);
    Optional<String> url = body.url();
    Optional<Set<EventType>> events = body.events();
    Optional<String> description =
        body.has("description") ? body.description() : before.description();
    Optional<Boolean> enabled = body.enabled();
    body.check();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Webhook after =
        new Webhook(
            before.id(),
            before.clientId(),
            url.orElse(before.url()),
            events.orElse(before.events()),
            description,
            before.secrets(),
            before.createdAt(),
            now,
            enabled.isPresent() ? disabled(before, enabled.get(), now) : before.disabled(),
            Health.GOOD);
    if (!webhooks.change(after)) {
      throw VisibleWebhooks.missing();
    }
    invocation.log().info("changed the webhook");
    return Response.json(200, WebhookJson.of(after, now));
  }

  private static Optional<Disabled> disabled(Webhook before, boolean enabled, Instant now) {
    return enabled
        ? Optional.empty()
        : before.disabled().or(() -> Optional.of(new Disabled(Disabled.Reason.BY_CLIENT, now)));
  }
}
