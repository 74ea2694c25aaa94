package dev.errand.functions.delivery;

import dev.errand.functions.event.EventJson;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.ReportEvent;
import dev.errand.functions.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes a delivery of an event for every webhook that wants it, once. */
public final class Fanout {

  private final WebhookStore webhooks;
  private final DeliveryStore deliveries;
  private final Clock clock;

  public Fanout(WebhookStore webhooks, DeliveryStore deliveries, Clock clock) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * A delivery that nobody else tries for now.
   *
   * @param webhook where it goes
   */
  public record Leased(Webhook webhook, Delivery delivery) {}

  /**
   * Stores the deliveries. Whoever was interrupted does it again, and makes no second delivery.
   *
   * @return those to try now; a webhook that fails gets its deliveries later
   */
  public List<Leased> of(ReportEvent event) {
    List<Leased> leased = new ArrayList<>();
    String body = EventJson.body(event).toString();
    for (Webhook webhook : event.report().clientId().map(webhooks::ofClient).orElse(List.of())) {
      if (webhook.wants(event)) {
        Instant now = clock.instant();
        Optional<Instant> paused = webhook.pausedAt(now);
        Delivery delivery =
            Delivery.pending(
                event.id(),
                webhook,
                event.type(),
                body,
                event.at(),
                paused.orElse(now.plus(Delivery.LEASE)));
        if (deliveries.create(delivery) && paused.isEmpty()) {
          leased.add(new Leased(webhook, delivery));
        }
      }
    }
    return leased;
  }
}
