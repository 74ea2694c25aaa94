package dev.errand.functions.dispatch;

import dev.errand.functions.delivery.Fanout;
import dev.errand.functions.runtime.Log;
import dev.errand.functions.store.DueWork;
import dev.errand.functions.webhook.EventId;
import dev.errand.functions.webhook.ReportEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Dispatches late events and tries the deliveries that are due, in batches. The endpoints of a
 * batch are tried in parallel.
 */
record Sweep(
    DueWork due, LateEvents events, DueDeliveries deliveries, Threads threads, Clock clock) {

  /** The number of items of each shard that are read at once. */
  private static final int BATCH = 100;

  /**
   * Does what is due.
   *
   * @param hasTime whether there is time for one more batch
   * @return metrics by name
   */
  Map<String, Long> run(BooleanSupplier hasTime, Log log) {
    SweepCounts counts = new SweepCounts();
    Set<EventId> handled = new HashSet<>();
    Instant began = clock.instant();
    while (hasTime.getAsBoolean()) {
      DueWork.Batch batch = due.dueBy(clock.instant(), BATCH);
      batch.oldest().ifPresent(oldest -> counts.addDue(oldest, began));
      List<ReportEvent> late =
          batch.events().stream().filter(event -> handled.add(event.id())).toList();
      if (late.isEmpty() && batch.deliveries().isEmpty()) {
        break;
      }
      Queue<Fanout.Leased> leased = new ConcurrentLinkedQueue<>();
      threads.all(
          late.stream()
              .<Runnable>map(event -> () -> leased.addAll(events.dispatch(event, counts, log)))
              .toList());
      threads.all(
          Stream.concat(
                  leased.stream().<Runnable>map(each -> () -> deliveries.send(each, counts, log)),
                  DueDeliveries.byWebhook(batch.deliveries()).stream()
                      .<Runnable>map(each -> () -> deliveries.send(each, counts, log)))
              .toList());
    }
    return counts.metrics();
  }
}
