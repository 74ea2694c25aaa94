package dev.errand.worker.records;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Counts the retries of all windows. The listener receives every change. */
final class RetryTracker {

  private final Map<RetryState, PendingRetry> pending = new HashMap<>();
  private final Consumer<Retries> listener;
  private int failedTries;
  private Optional<String> lastReason = Optional.empty();

  RetryTracker(Consumer<Retries> listener) {
    this.listener = listener;
  }

  synchronized void begin(RetryState page, PendingRetry retry) {
    pending.put(page, retry);
    failedTries++;
    lastReason = Optional.of(retry.reason());
    notifyListener();
  }

  synchronized void end(RetryState page) {
    if (pending.remove(page) != null) {
      notifyListener();
    }
  }

  private void notifyListener() {
    listener.accept(
        new Retries(
            failedTries,
            lastReason,
            pending.values().stream().max(Comparator.comparingInt(PendingRetry::nextTry))));
  }
}
