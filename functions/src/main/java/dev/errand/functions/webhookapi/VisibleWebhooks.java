package dev.errand.functions.webhookapi;

import dev.errand.functions.http.Caller;
import dev.errand.functions.http.Problem.Kind;
import dev.errand.functions.http.ProblemException;
import dev.errand.functions.http.Request;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Webhook;
import dev.errand.functions.webhook.WebhookId;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** The webhooks that a caller may see. Another client's webhook is as if it did not exist. */
record VisibleWebhooks(WebhookStore webhooks) {

  /**
   * The webhook that the request's path names.
   *
   * @throws ProblemException if there is none that the caller may see
   */
  Webhook named(Request request, Caller caller) {
    return Optional.of(request.pathParameter("webhook_id"))
        .filter(WebhookId::isValid)
        .map(WebhookId::new)
        .flatMap(webhooks::find)
        .filter(webhook -> caller.owns(Optional.of(webhook.clientId())))
        .orElseThrow(() -> missing());
  }

  static ProblemException missing() {
    return new ProblemException(Kind.NOT_FOUND, "There is no webhook with this id.");
  }

  /**
   * The client that a request is about.
   *
   * @param named the client that it names, if any
   * @throws ProblemException if that is another's, or an administrator names none
   */
  static UUID client(Caller caller, Optional<UUID> named) {
    if (named.filter(Predicate.not(client -> caller.owns(Optional.of(client)))).isPresent()) {
      throw new ProblemException(Kind.FORBIDDEN, "The token is not this client's: see client_id.");
    }
    return named
        .or(caller::clientId)
        .orElseThrow(
            () ->
                new ProblemException(
                    Kind.INVALID_REQUEST, "The token names no client: send a client_id."));
  }
}
