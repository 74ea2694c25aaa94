package dev.errand.states;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What follows when a state fails: {@code Retry} and {@code Catch}. */
record FailurePolicy(List<Retrier> retriers, List<Catcher> catchers) {

  static final FailurePolicy NONE = new FailurePolicy(List.of(), List.of());

  /** The next try of a state. */
  record Retry(StateExecution current, Duration delay) {}

  /** Nothing if the error is not to be retried, or no more. */
  Optional<Retry> retry(StateExecution current, StatesError error, RandomGenerator random) {
    for (int i = 0; i < retriers.size(); i++) {
      Retrier retrier = retriers.get(i);
      if (error.isNamedBy(retrier.errorEquals())) {
        int before = current.retriesBy(i);
        return before < retrier.maxAttempts()
            ? Optional.of(new Retry(current.retriedBy(i), retrier.delay(before, random)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  Optional<Catcher> catcher(StatesError error) {
    return catchers.stream().filter(c -> error.isNamedBy(c.errorEquals())).findFirst();
  }
}
