package dev.errand.states.state;

import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.random.RandomGenerator;

/** What follows when a state fails: {@code Retry} and {@code Catch}. */
public record FailurePolicy(List<Retrier> retriers, List<Catcher> catchers) {

  static final FailurePolicy NONE = new FailurePolicy(List.of(), List.of());

  /**
   * The next try of a state.
   *
   * @param retrier the index of the retrier that applies
   */
  public record Retry(int retrier, Duration delay) {}

  /**
   * Nothing if the error is not to be retried, or no more.
   *
   * @param retriesBy how often the retrier with that index was used so far
   */
  public Optional<Retry> retry(
      IntUnaryOperator retriesBy, StatesError error, RandomGenerator random) {
    for (int i = 0; i < retriers.size(); i++) {
      Retrier retrier = retriers.get(i);
      if (error.isNamedBy(retrier.errorEquals())) {
        int before = retriesBy.applyAsInt(i);
        return before < retrier.maxAttempts()
            ? Optional.of(new Retry(i, retrier.delay(before, random)))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  public Optional<Catcher> catcher(StatesError error) {
    return catchers.stream().filter(c -> error.isNamedBy(c.errorEquals())).findFirst();
  }
}
