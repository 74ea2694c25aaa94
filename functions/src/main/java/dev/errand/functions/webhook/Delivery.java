package dev.errand.functions.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One event for one webhook.
 *
 * @param eventId the event, which also names the delivery among those of its webhook
 * @param webhookId where it goes
 * @param clientId whose webhook that is
 * @param type what it is about
 * @param body the JSON that is sent, byte for byte the same in every try
 * @param createdAt when the event happened
 * @param status what became of it
 * @param tries how often it was tried
 * @param last the last try
 * @param dueAt when it is tried next, while it is pending
 */
public record Delivery(
    EventId eventId,
    WebhookId webhookId,
    UUID clientId,
    EventType type,
    String body,
    Instant createdAt,
    Status status,
    int tries,
    Optional<Try> last,
    Optional<Instant> dueAt) {

  /** How long a delivery is kept. */
  public static final Duration KEPT_FOR = Duration.ofDays(30);

  /**
   * For how long a function alone may try a delivery: longer than a try takes, and short, so that
   * the next try after a kill comes soon.
   */
  public static final Duration LEASE = Duration.ofSeconds(45);

  /** The status of a delivery. */
  public enum Status {
    PENDING,
    DELIVERED,
    /** It is tried again only on request. */
    FAILED
  }

  /**
   * A try.
   *
   * @param at when it ended
   * @param latency how long it took
   * @param statusCode what the endpoint answered
   * @param error why it gave no answer
   */
  public record Try(
      Instant at, Duration latency, Optional<Integer> statusCode, Optional<TryError> error) {

    public static Try answered(Instant at, Duration latency, int statusCode) {
      return new Try(at, latency, Optional.of(statusCode), Optional.empty());
    }

    public static Try failed(Instant at, Duration latency, TryError error) {
      return new Try(at, latency, Optional.empty(), Optional.of(error));
    }

    public boolean isSuccess() {
      return statusCode.filter(code -> code >= 200 && code < 300).isPresent();
    }

    /** Whether the endpoint refused all later events, by 410. */
    public boolean isGone() {
      return statusCode.filter(code -> code == 410).isPresent();
    }
  }

  /** A delivery that was never tried. */
  public static Delivery pending(
      EventId event, Webhook webhook, EventType type, String body, Instant at, Instant dueAt) {
    return new Delivery(
        event,
        webhook.id(),
        webhook.clientId(),
        type,
        body,
        at,
        Status.PENDING,
        0,
        Optional.empty(),
        Optional.of(dueAt));
  }

  /** The delivery, to be tried no earlier than then. */
  public Delivery dueAt(Instant moment) {
    return with(Status.PENDING, tries, last, Optional.of(moment));
  }

  /** The delivery after a try. A ping is tried once. */
  public Delivery after(Try result, RetryDelays delays) {
    int now = tries + 1;
    if (result.isSuccess()) {
      return with(Status.DELIVERED, now, Optional.of(result), Optional.empty());
    }
    Optional<Instant> next =
        type == EventType.PING || result.isGone()
            ? Optional.empty()
            : delays.after(now).map(result.at()::plus);
    return with(next.isPresent() ? Status.PENDING : Status.FAILED, now, Optional.of(result), next);
  }

  /** The delivery once nothing is sent to its webhook any more. */
  public Delivery abandoned() {
    return with(Status.FAILED, tries, last, Optional.empty());
  }

  private Delivery with(Status next, int count, Optional<Try> lastTry, Optional<Instant> due) {
    return new Delivery(
        eventId, webhookId, clientId, type, body, createdAt, next, count, lastTry, due);
  }
}
