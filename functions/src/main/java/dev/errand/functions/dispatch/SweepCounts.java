package dev.errand.functions.dispatch;

import dev.errand.functions.webhook.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** What one run of the sweep found. */
final class SweepCounts {

  private final AtomicLong dispatched = new AtomicLong();
  private final AtomicLong tried = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong oldestSeconds = new AtomicLong();

  void addDispatched() {
    dispatched.incrementAndGet();
  }

  void addTry(Delivery after) {
    tried.incrementAndGet();
    if (after.status() == Delivery.Status.FAILED) {
      failed.incrementAndGet();
    }
  }

  void addAbandoned(boolean stored) {
    failed.addAndGet(stored ? 1 : 0);
  }

  void addDue(Instant since, Instant now) {
    long seconds = Duration.between(since, now).toSeconds();
    oldestSeconds.accumulateAndGet(seconds, Math::max);
  }

  /** Values by metric name, in the units that the names say; all but the age are counts. */
  Map<String, Long> metrics() {
    Map<String, Long> metrics = new LinkedHashMap<>();
    metrics.put("EventsDispatchedLate", dispatched.get());
    metrics.put("DeliveriesTried", tried.get());
    metrics.put("DeliveriesFailed", failed.get());
    metrics.put("OldestDueSeconds", oldestSeconds.get());
    return metrics;
  }
}
