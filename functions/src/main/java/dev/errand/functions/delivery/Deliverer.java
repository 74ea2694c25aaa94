package dev.errand.functions.delivery;

import dev.errand.functions.store.DeliveryStore;
import dev.errand.functions.store.EndpointHealthStore;
import dev.errand.functions.webhook.Delivery;
import dev.errand.functions.webhook.Disabled;
import dev.errand.functions.webhook.Disabled.Reason;
import dev.errand.functions.webhook.EventType;
import dev.errand.functions.webhook.Health;
import dev.errand.functions.webhook.RetryDelays;
import dev.errand.functions.webhook.Webhook;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Tries deliveries and stores the results. */
public final class Deliverer {

  private final EndpointHealthStore endpoints;
  private final DeliveryStore deliveries;
  private final Signatures signatures;
  private final Sender sender;
  private final RetryDelays delays;
  private final Clock clock;

  /**
   * A deliverer.
   *
   * @param delays the pauses between tries
   */
  public Deliverer(
      EndpointHealthStore endpoints,
      DeliveryStore deliveries,
      Signatures signatures,
      Sender sender,
      RetryDelays delays,
      Clock clock) {
    this.endpoints = endpoints;
    this.deliveries = deliveries;
    this.signatures = signatures;
    this.sender = sender;
    this.delays = delays;
    this.clock = clock;
  }

  /**
   * Tries a delivery that is stored as leased, so that no other function tries it meanwhile.
   *
   * @return the delivery after it
   */
  public Delivery tryOnce(Webhook webhook, Delivery leased) {
    Delivery.Try result =
        sender.post(
            webhook.url(),
            signatures.signedHeaders(
                webhook.id(), webhook.secrets(), leased.eventId(), clock.instant(), leased.body()),
            leased.body());
    Delivery after = leased.after(result, delays);
    boolean unused = deliveries.replace(leased, after);
    if (leased.type() != EventType.PING) {
      recordHealth(webhook, result);
    }
    return after;
  }

  private void recordHealth(Webhook webhook, Delivery.Try result) {
    if (result.isSuccess()) {
      if (webhook.health().failures() > 0) {
        endpoints.recordSuccess(webhook);
      }
      return;
    }
    if (result.isGone()) {
      disable(webhook, Reason.GONE, result.at());
      return;
    }
    Optional<Health> health = endpoints.recordFailure(webhook, result.at());
    if (health.filter(now -> now.isFailingTooLong(result.at())).isPresent()) {
      disable(webhook, Reason.FAILING, result.at());
    } else {
      health
          .flatMap(now -> now.pause(delays))
          .ifPresent(pause -> endpoints.pause(webhook, result.at().plus(pause)));
    }
  }

  private void disable(Webhook webhook, Reason reason, Instant at) {
    boolean unused = endpoints.disable(webhook, new Disabled(reason, at));
  }
}
