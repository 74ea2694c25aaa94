package dev.errand.functions.store;

import dev.errand.functions.webhook.Disabled;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.Health;
import dev.errand.functions.webhook.SigningSecrets;
import dev.errand.functions.webhook.Webhook;
import dev.errand.functions.webhook.WebhookId;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A webhook as an item of the table. */
final class WebhookItem {

  static final String URL = "url";
  static final String EVENTS = "events";
  static final String DESCRIPTION = "description";
  static final String UPDATED = "updated_at";
  static final String SECRET = "secret";
  static final String PREVIOUS = "previous_secret";
  static final String PREVIOUS_UNTIL = "previous_secret_until";
  static final String DISABLED_REASON = "disabled_reason";
  static final String DISABLED_AT = "disabled_at";
  static final String FAILURES = "failures";
  static final String FAILING_SINCE = "failing_since";
  static final String PAUSED_UNTIL = "paused_until";

  private WebhookItem() {}

  static Item write(Webhook webhook) {
    Item item =
        Item.with(Key.webhook(webhook.clientId(), webhook.id()))
            .text("id", webhook.id().value())
            .text("owner", webhook.clientId().toString())
            .text(URL, webhook.url())
            .value(EVENTS, events(webhook.events()))
            .text(SECRET, webhook.secrets().current())
            .time("created_at", webhook.createdAt())
            .time(UPDATED, webhook.updatedAt());
    webhook.description().ifPresent(text -> item.text(DESCRIPTION, text));
    webhook
        .disabled()
        .ifPresent(
            disabled ->
                item.text(DISABLED_REASON, disabled.reason().name())
                    .time(DISABLED_AT, disabled.at()));
    return item;
  }

  static AttributeValue events(Set<EventType> events) {
    return AttributeValue.fromL(
        events.stream().sorted().map(type -> AttributeValue.fromS(type.word())).toList());
  }

  static Webhook read(Item item) {
    return new Webhook(
        new WebhookId(item.text("id")),
        UUID.fromString(item.text("owner")),
        item.text(URL),
        item.value(EVENTS).l().stream()
            .flatMap(word -> EventType.ofWord(word.s()).stream())
            .collect(Collectors.toSet()),
        item.optionalText(DESCRIPTION),
        new SigningSecrets(
            item.text(SECRET),
            item.optionalText(PREVIOUS)
                .map(secret -> new SigningSecrets.Expiring(secret, item.time(PREVIOUS_UNTIL)))),
        item.time("created_at"),
        item.time(UPDATED),
        item.optionalText(DISABLED_REASON)
            .map(reason -> new Disabled(Disabled.Reason.valueOf(reason), item.time(DISABLED_AT))),
        health(item));
  }

  static Health health(Item item) {
    return new Health(
        (int) item.optionalNumber(FAILURES).orElse(0),
        item.optionalTime(FAILING_SINCE),
        item.optionalTime(PAUSED_UNTIL));
  }
}
