package dev.errand.functions.dispatch;

import dev.errand.functions.delivery.Deliverer;
import dev.errand.functions.delivery.Fanout;
import dev.errand.functions.event.EventPublisher;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.DueWork;
import dev.errand.functions.store.Outbox;
import dev.errand.functions.store.WebhookStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.ReportEvent;
import dev.errand.functions.webhook.RetryDelays;
import dev.errand.functions.webhook.Webhook;
import dev.errand.functions.webhook.WebhookId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Hands on events that nobody has handed on in time, and tries the deliveries that are due. The
 * endpoints are tried at once; the deliveries of one endpoint one after the other, until one fails
 * or the endpoint has had its time.
 */
record Sweep(
    DueWork due,
    Outbox outbox,
    Fanout fanout,
    EventPublisher publisher,
    WebhookStore webhooks,
    DeliveryStore deliveries,
    Deliverer deliverer,
    RetryDelays delays,
    Threads threads,
    Clock clock) {

  /** So much of each shard is read at once. */
  private static final int BATCH = 100;

  /** After so long the next batch comes before the other deliveries of an endpoint. */
  private static final Duration SHARE = Duration.ofSeconds(5);

  /**
   * Does what is due.
   *
   * @param hasTime whether there is time for one more batch
   * @return metrics by name
   */
  Map<String, Long> run(BooleanSupplier hasTime, Log log) {
    Findings findings = new Findings();
    Set<EventId> handled = new HashSet<>();
    Instant began = clock.instant();
    while (hasTime.getAsBoolean()) {
      DueWork.Batch batch = due.dueBy(clock.instant(), BATCH);
      batch.oldest().ifPresent(oldest -> findings.isDueSince(oldest, began));
      List<ReportEvent> events =
          batch.events().stream().filter(event -> handled.add(event.id())).toList();
      if (events.isEmpty() && batch.deliveries().isEmpty()) {
        break;
      }
      Queue<Fanout.Leased> leased = new ConcurrentLinkedQueue<>();
      threads.all(
          events.stream()
              .<Runnable>map(event -> () -> leased.addAll(handOn(event, findings, log)))
              .toList());
      threads.all(
          Stream.concat(
                  leased.stream().<Runnable>map(each -> () -> deliver(each, findings, log)),
                  byWebhook(batch.deliveries()).values().stream()
                      .<Runnable>map(each -> () -> deliver(each, findings, log)))
              .toList());
    }
    return findings.metrics();
  }

  private static Map<WebhookId, List<Delivery>> byWebhook(List<Delivery> deliveries) {
    Map<WebhookId, List<Delivery>> byWebhook = new LinkedHashMap<>();
    deliveries.forEach(
        each -> byWebhook.computeIfAbsent(each.webhookId(), first -> new ArrayList<>()).add(each));
    return byWebhook;
  }

  /** Whoever listens to the bus may have missed it, so it is put there again. */
  private List<Fanout.Leased> handOn(ReportEvent event, Findings findings, Log log) {
    List<Fanout.Leased> leased = List.of();
    try {
      Optional<List<Fanout.Leased>> stored = fanout.of(event);
      if (stored.isPresent()) {
        leased = stored.get();
        publisher.publish(event);
        findings.handedOn();
      }
      outbox.delete(event.id());
    } catch (RuntimeException e) {
      log.about(Map.of("event_id", event.id().value()))
          .error("an event could not be delivered; the next run tries again", e);
    }
    return leased;
  }

  private void deliver(Fanout.Leased leased, Findings findings, Log log) {
    try {
      findings.tried(deliverer.tryOnce(leased.webhook(), leased.delivery()));
    } catch (RuntimeException e) {
      failed(leased.webhook().id(), e, log);
    }
  }

  private void deliver(List<Delivery> ofOneWebhook, Findings findings, Log log) {
    Delivery first = ofOneWebhook.get(0);
    try {
      Optional<Webhook> webhook = webhooks.find(first.clientId(), first.webhookId());
      if (webhook.filter(Webhook::isEnabled).isEmpty()) {
        ofOneWebhook.forEach(
            each -> findings.abandoned(deliveries.replace(each, each.abandoned())));
        return;
      }
      Optional<Instant> paused = webhook.get().pausedAt(clock.instant());
      if (paused.isPresent()) {
        postpone(ofOneWebhook, paused.get());
        return;
      }
      Instant until = clock.instant().plus(SHARE);
      for (int i = 0; i < ofOneWebhook.size() && clock.instant().isBefore(until); i++) {
        if (fails(webhook.get(), ofOneWebhook.get(i), findings)) {
          postpone(
              ofOneWebhook.subList(i + 1, ofOneWebhook.size()),
              clock.instant().plus(delays.after(1).orElseThrow()));
          return;
        }
      }
    } catch (RuntimeException e) {
      failed(first.webhookId(), e, log);
    }
  }

  private static void failed(WebhookId webhook, RuntimeException fault, Log log) {
    log.about(Map.of("webhook_id", webhook.value()))
        .error("deliveries could not be sent; the next run tries again", fault);
  }

  private boolean fails(Webhook webhook, Delivery delivery, Findings findings) {
    Delivery leased = delivery.due(clock.instant().plus(Delivery.LEASE));
    if (!deliveries.replace(delivery, leased)) {
      return false;
    }
    Delivery after = deliverer.tryOnce(webhook, leased);
    findings.tried(after);
    return after.status() != Delivery.Status.DELIVERED;
  }

  /** These are not tried, so it does not count as a try. */
  private void postpone(List<Delivery> waiting, Instant until) {
    for (Delivery each : waiting) {
      boolean unused = deliveries.replace(each, each.due(until));
    }
  }
}
