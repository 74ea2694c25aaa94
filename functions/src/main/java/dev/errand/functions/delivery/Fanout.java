package dev.errand.functions.delivery;

import dev.errand.functions.event.EventJson;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.ReportEvent;
import dev.errand.functions.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Creates one delivery of an event for each webhook that has chosen its type. */
public final class Fanout {

  private final ReportStore reports;
  private final WebhookStore webhooks;
  private final DeliveryStore deliveries;
  private final Clock clock;

  public Fanout(ReportStore reports, WebhookStore webhooks, DeliveryStore deliveries, Clock clock) {
    this.reports = reports;
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * A delivery that no other function tries until its lease ends.
   *
   * @param webhook where it goes
   */
  public record Leased(Webhook webhook, Delivery delivery) {}

  /**
   * Stores the deliveries. It can be called again for the same event: no delivery is stored twice.
   *
   * <p>Whether the report was deleted is read after they are stored: a deletion that comes later
   * finds them, and one that came before is seen here.
   *
   * @return those to try now; a webhook that fails gets its deliveries later. Empty if the report
   *     was deleted, so no webhook receives it
   */
  public Optional<List<Leased>> of(ReportEvent event) {
    List<Webhook> ofClient = event.report().clientId().map(webhooks::ofClient).orElse(List.of());
    List<Leased> leased = store(event, ofClient);
    if (reports.isDeleted(event.report().id())) {
      ofClient.forEach(webhook -> deliveries.delete(webhook.id(), event.id()));
      return Optional.empty();
    }
    return Optional.of(leased);
  }

  private List<Leased> store(ReportEvent event, List<Webhook> ofClient) {
    List<Leased> leased = new ArrayList<>();
    String body = EventJson.body(event).toString();
    for (Webhook webhook : ofClient) {
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
