package dev.errand.functions.dispatch;

import dev.errand.functions.delivery.Deliverer;
import dev.errand.functions.delivery.Fanout;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.RetryDelays;
import dev.errand.functions.webhook.Webhook;
import dev.errand.functions.webhook.WebhookId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tries deliveries. Those of one endpoint are tried one after the other, until one fails or the
 * time of the endpoint is over. A failure to do so is logged; the deliveries then stay due.
 */
record DueDeliveries(
    WebhookStore webhooks,
    DeliveryStore deliveries,
    Deliverer deliverer,
    RetryDelays delays,
    Clock clock) {

  /** The time of an endpoint in one batch. */
  private static final Duration TIME_PER_ENDPOINT = Duration.ofSeconds(5);

  static Collection<List<Delivery>> byWebhook(List<Delivery> deliveries) {
    return deliveries.stream()
        .collect(
            Collectors.groupingBy(Delivery::webhookId, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  void send(Fanout.Leased leased, SweepCounts counts, Log log) {
    try {
      counts.addTry(deliverer.tryOnce(leased.webhook(), leased.delivery()));
    } catch (RuntimeException e) {
      logFailure(leased.webhook().id(), e, log);
    }
  }

  /** Tries the deliveries of one webhook. */
  void send(List<Delivery> ofOneWebhook, SweepCounts counts, Log log) {
    Delivery first = ofOneWebhook.get(0);
    try {
      Optional<Webhook> webhook = webhooks.find(first.clientId(), first.webhookId());
      if (webhook.filter(Webhook::isEnabled).isEmpty()) {
        ofOneWebhook.forEach(
            each -> counts.addAbandoned(deliveries.replace(each, each.abandoned())));
        return;
      }
      Optional<Instant> paused = webhook.get().pausedAt(clock.instant());
      if (paused.isPresent()) {
        postpone(ofOneWebhook, paused.get());
        return;
      }
      sendInTurn(webhook.get(), ofOneWebhook, counts);
    } catch (RuntimeException e) {
      logFailure(first.webhookId(), e, log);
    }
  }

  private void sendInTurn(Webhook webhook, List<Delivery> due, SweepCounts counts) {
    Instant until = clock.instant().plus(TIME_PER_ENDPOINT);
    for (int i = 0; i < due.size() && clock.instant().isBefore(until); i++) {
      Optional<Delivery> tried = lease(due.get(i)).map(each -> deliverer.tryOnce(webhook, each));
      tried.ifPresent(counts::addTry);
      if (tried.filter(after -> after.status() != Delivery.Status.DELIVERED).isPresent()) {
        postpone(
            due.subList(i + 1, due.size()), clock.instant().plus(delays.after(1).orElseThrow()));
        return;
      }
    }
  }

  /** Returns the delivery with a lease; empty if another run has changed it. */
  private Optional<Delivery> lease(Delivery delivery) {
    Delivery leased = delivery.dueAt(clock.instant().plus(Delivery.LEASE));
    return deliveries.replace(delivery, leased) ? Optional.of(leased) : Optional.empty();
  }

  /** A delivery that is postponed was not tried, so it keeps its number of tries. */
  private void postpone(List<Delivery> waiting, Instant until) {
    for (Delivery each : waiting) {
      boolean unused = deliveries.replace(each, each.dueAt(until));
    }
  }

  private static void logFailure(WebhookId webhook, RuntimeException failure, Log log) {
    log.about(Map.of("webhook_id", webhook.value()))
        .error("deliveries could not be sent; the next run tries again", failure);
  }
}
