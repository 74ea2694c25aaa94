package dev.errand.worker.records;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The pages that are waited for; tells of the one that has been tried most often. */
final class Waits {

  private final Map<Tries, Waiting> waits = new HashMap<>();
  private final Consumer<Optional<Waiting>> listener;

  Waits(Consumer<Optional<Waiting>> listener) {
    this.listener = listener;
  }

  synchronized void begin(Tries page, Waiting waiting) {
    waits.put(page, waiting);
    tell();
  }

  synchronized void end(Tries page) {
    if (waits.remove(page) != null) {
      tell();
    }
  }

  private void tell() {
    listener.accept(waits.values().stream().max(Comparator.comparingInt(Waiting::nextTry)));
  }
}
