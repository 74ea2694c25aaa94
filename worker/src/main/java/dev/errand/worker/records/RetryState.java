package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Counts the tries of one page and says how long to pause before the next, or that there is none.
 * All times are those of {@link System#nanoTime}.
 */
final class RetryState {

  private final RetryPolicy policy;
  private final RandomGenerator random;
  private final long begun;
  private int failed;
  private int refused;

  RetryState(RetryPolicy policy, RandomGenerator random, long now) {
    this.policy = policy;
    this.random = random;
    this.begun = now;
  }

  /** The number of the next try. */
  int nextTry() {
    return failed + 1;
  }

  /**
   * A try failed in a way that may pass; how long to pause.
   *
   * @param asked how long the records API asked to wait
   * @throws WorkerFailure if there is no other try
   */
  Duration failed(String reason, Duration asked, long now) {
    if (++failed >= policy.tries()) {
      throw unavailable("failed %d times; last: %s".formatted(failed, reason));
    }
    if (asked.compareTo(policy.longestRetryAfter()) > 0) {
      throw unavailable("asked to wait for %d s (%s)".formatted(asked.toSeconds(), reason));
    }
    Duration backoff = backoff();
    Duration pause = asked.compareTo(backoff) > 0 ? asked : backoff;
    requireTime(pause, reason, now);
    return pause;
  }

  /**
   * The answer was a page that breaks the contract; how long to pause.
   *
   * @throws WorkerFailure if there is no other try
   */
  Duration refused(String reason, Throwable cause, long now) {
    if (++refused >= policy.refusedPages()) {
      throw inconsistent(reason, cause);
    }
    return failed(reason, Duration.ZERO, now);
  }

  /**
   * Returns if there is time for a pause and another try.
   *
   * @throws WorkerFailure if there is not
   */
  void requireTime(Duration pause, String reason, long now) {
    Duration spent = Duration.ofNanos(now - begun);
    if (spent.plus(pause).compareTo(policy.inAll()) > 0) {
      throw unavailable(
          "gave no page in %d s and %d tries; last: %s"
              .formatted(spent.toSeconds(), failed, reason));
    }
  }

  /** Half of it is left to chance, so that the windows do not ask all at once. */
  private Duration backoff() {
    long doubled = policy.firstPause().toNanos() << Math.min(failed - 1, 20);
    long ceiling = Math.min(policy.longestPause().toNanos(), doubled);
    return Duration.ofNanos(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }

  private static WorkerFailure unavailable(String detail) {
    return new WorkerFailure(
        FailureCode.RECORDS_API_UNAVAILABLE,
        "The records API %s. Try again when it is well.".formatted(detail));
  }

  static WorkerFailure inconsistent(String detail, Throwable cause) {
    return new WorkerFailure(
        FailureCode.RECORDS_INCONSISTENT,
        "The records API gave a page that breaks its contract: %s.".formatted(detail),
        cause);
  }
}
