package dev.errand.functions.dispatch;

import dev.errand.functions.delivery.Deliverer;
import dev.errand.functions.delivery.Fanout;
import dev.errand.functions.store.Outbox;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.ReportEvent;
import java.util.List;
import java.util.Optional;

/** Delivers a new event to each webhook that has chosen its type, in parallel. */
record Dispatch(Outbox outbox, Fanout fanout, Deliverer deliverer, Threads threads) {

  /** An event that is not in the outbox any more was dispatched before. */
  void dispatch(EventId id) {
    Optional<ReportEvent> event = outbox.find(id);
    if (event.isPresent()) {
      List<Fanout.Leased> leased = fanout.of(event.get()).orElse(List.of());
      outbox.delete(id);
      threads.all(
          leased.stream()
              .<Runnable>map(each -> () -> deliverer.tryOnce(each.webhook(), each.delivery()))
              .toList());
    }
  }
}
