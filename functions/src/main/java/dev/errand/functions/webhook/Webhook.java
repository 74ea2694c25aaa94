package dev.errand.functions.webhook;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * An address that events of a client's reports are sent to.
 *
 * @param id its id
 * @param clientId the client whose events it receives
 * @param url where events are sent
 * @param events which ones
 * @param description the client's own words
 * @param secrets what the events are signed with
 * @param createdAt when it was made
 * @param updatedAt when the client changed it last
 * @param disabled why nothing is sent to it, if so
 * @param health how it answers
 */
public record Webhook(
    WebhookId id,
    UUID clientId,
    String url,
    Set<EventType> events,
    Optional<String> description,
    SigningSecrets secrets,
    Instant createdAt,
    Instant updatedAt,
    Optional<Disabled> disabled,
    Health health) {

  public Webhook {
    events = Set.copyOf(events);
  }

  /** Whether events are sent to it. */
  public boolean isEnabled() {
    return disabled.isEmpty();
  }

  /** Whether it receives an event. */
  public boolean wants(ReportEvent event) {
    return isEnabled()
        && events.contains(event.type())
        && event.report().clientId().filter(clientId::equals).isPresent();
  }

  /** Until when nothing is sent to it because it fails. */
  public Optional<Instant> pausedAt(Instant now) {
    return health.pausedUntil().filter(until -> until.isAfter(now));
  }
}
