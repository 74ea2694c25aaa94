package dev.errand.functions.dispatch;

import dev.errand.functions.delivery.Fanout;
import dev.errand.functions.event.EventPublisher;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.store.Outbox;
import dev.errand.functions.webhook.ReportEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Dispatches events that are in the outbox longer than they should be. */
record LateEvents(Outbox outbox, Fanout fanout, EventPublisher publisher) {

  /**
   * Stores the deliveries of an event and publishes it again, because the event bus may not have
   * received it. A failure is logged; the event then stays in the outbox.
   *
   * @return the deliveries to try now
   */
  List<Fanout.Leased> dispatch(ReportEvent event, SweepCounts counts, Log log) {
    List<Fanout.Leased> leased = List.of();
    try {
      Optional<List<Fanout.Leased>> stored = fanout.of(event);
      if (stored.isPresent()) {
        leased = stored.get();
        publisher.publish(event);
        counts.addDispatched();
      }
      outbox.delete(event.id());
    } catch (RuntimeException e) {
      log.about(Map.of("event_id", event.id().value()))
          .error("an event could not be delivered; the next run tries again", e);
    }
    return leased;
  }
}
