package dev.errand.worker.records;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The pending retries of all windows. The listener receives the one with the most tries. */
final class PendingRetries {

  private final Map<RetryState, PendingRetry> retries = new HashMap<>();
  private final Consumer<Optional<PendingRetry>> listener;

  PendingRetries(Consumer<Optional<PendingRetry>> listener) {
    this.listener = listener;
  }

  synchronized void begin(RetryState page, PendingRetry waiting) {
    retries.put(page, waiting);
    notifyListener();
  }

  synchronized void end(RetryState page) {
    if (retries.remove(page) != null) {
      notifyListener();
    }
  }

  private void notifyListener() {
    listener.accept(retries.values().stream().max(Comparator.comparingInt(PendingRetry::nextTry)));
  }
}
