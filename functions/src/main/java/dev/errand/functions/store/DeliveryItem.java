package dev.errand.functions.store;

import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.TryError;
import dev.errand.functions.webhook.WebhookId;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A delivery as an item of the table; in the index {@code due} as long as it is pending. */
final class DeliveryItem {

  private DeliveryItem() {}

  static Item write(Delivery delivery) {
    Item item =
        Item.with(Key.delivery(delivery.webhookId(), delivery.eventId()))
            .text("event_id", delivery.eventId().value())
            .text("webhook_id", delivery.webhookId().value())
            .text("owner", delivery.clientId().toString())
            .text("type", delivery.type().word())
            .text("body", delivery.body())
            .time("created_at", delivery.createdAt())
            .text("status", delivery.status().name())
            .number("tries", delivery.tries())
            .deletedAfter(delivery.createdAt().plus(Delivery.KEPT_FOR));
    delivery
        .last()
        .ifPresent(
            last -> {
              item.time("tried_at", last.at()).number("latency_ms", last.latency().toMillis());
              last.statusCode().ifPresent(code -> item.number("status_code", code));
              last.error().ifPresent(error -> item.text("error", error.name()));
            });
    delivery.dueAt().ifPresent(due -> SparseIndex.DUE.list(item, delivery.eventId().value(), due));
    return item;
  }

  static Delivery read(Item item) {
    return new Delivery(
        new EventId(item.text("event_id")),
        new WebhookId(item.text("webhook_id")),
        UUID.fromString(item.text("owner")),
        EventType.ofWord(item.text("type")).orElseThrow(),
        item.text("body"),
        item.time("created_at"),
        Delivery.Status.valueOf(item.text("status")),
        (int) item.number("tries"),
        last(item),
        item.optionalTime(SparseIndex.DUE.time()));
  }

  private static Optional<Delivery.Try> last(Item item) {
    return item.optionalTime("tried_at")
        .map(
            at ->
                new Delivery.Try(
                    at,
                    Duration.ofMillis(item.number("latency_ms")),
                    item.has("status_code")
                        ? Optional.of((int) item.number("status_code"))
                        : Optional.empty(),
                    item.optionalText("error").map(TryError::valueOf)));
  }
}
