package dev.errand.functions.webhookapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.functions.http.ReportJson;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.Webhook;
import java.time.Instant;

/** Webhooks and deliveries as clients see them. No secret is in them. */
final class WebhookJson {

  private WebhookJson() {}

  static ObjectNode of(Webhook webhook, Instant now) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", webhook.id().value());
    json.put("client_id", webhook.clientId().toString());
    json.put("url", webhook.url());
    ArrayNode events = json.putArray("events");
    webhook.events().stream().sorted().map(EventType::word).forEach(events::add);
    webhook.description().ifPresent(text -> json.put("description", text));
    json.put("enabled", webhook.isEnabled());
    webhook
        .disabled()
        .ifPresent(
            disabled ->
                json.put("disabled_reason", disabled.reason().detail())
                    .put("disabled_at", ReportJson.time(disabled.at())));
    webhook
        .health()
        .failingSince()
        .ifPresent(since -> json.put("failing_since", ReportJson.time(since)));
    webhook
        .secrets()
        .previousAt(now)
        .ifPresent(
            previous -> json.put("previous_secret_valid_until", ReportJson.time(previous.until())));
    json.put("created_at", ReportJson.time(webhook.createdAt()));
    json.put("updated_at", ReportJson.time(webhook.updatedAt()));
    json.putObject("links")
        .put("self", path(webhook))
        .put("deliveries", path(webhook) + "/deliveries");
    return json;
  }

  static String path(Webhook webhook) {
    return "/v1/webhooks/" + webhook.id();
  }

  static ObjectNode of(Delivery delivery) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", delivery.eventId().value());
    json.put("type", delivery.type().word());
    json.put("status", delivery.status().name());
    json.put("created_at", ReportJson.time(delivery.createdAt()));
    json.put("tries", delivery.tries());
    delivery
        .last()
        .ifPresent(
            last -> {
              json.put("last_try_at", ReportJson.time(last.at()));
              json.put("latency_ms", last.latency().toMillis());
              last.statusCode().ifPresent(code -> json.put("status_code", code));
              last.error().ifPresent(error -> json.put("error", error.word()));
            });
    delivery.dueAt().ifPresent(due -> json.put("next_try_at", ReportJson.time(due)));
    return json;
  }
}
