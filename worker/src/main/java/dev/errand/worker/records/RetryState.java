package dev.errand.worker.records;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Counts the tries of one page and returns the delay before the next. All times are those of {@link
 * System#nanoTime}.
 */
final class RetryState {

  private final RetryPolicy policy;
  private final RandomGenerator random;
  private final long begun;
  private int failed;
  private int invalid;

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
   * Records a failure that may be temporary and returns the delay before the next try.
   *
   * @param asked the delay that the records API asked for
   * @throws WorkerFailure if no try is left
   */
  Duration delayAfterFailure(String reason, Duration asked, long now) {
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
   * Records a response that breaks the contract and returns the delay before the next try.
   *
   * @throws WorkerFailure if no try is left
   */
  Duration delayAfterInvalidPage(String reason, Throwable cause, long now) {
    if (++invalid >= policy.invalidPages()) {
      throw inconsistent(reason, cause);
    }
    return delayAfterFailure(reason, Duration.ZERO, now);
  }

  /**
   * Checks that there is time for a delay and another try.
   *
   * @throws WorkerFailure if there is not
   */
  void requireTime(Duration pause, String reason, long now) {
    Duration spent = Duration.ofNanos(now - begun);
    if (spent.plus(pause).compareTo(policy.inAll()) > 0) {
      throw unavailable(
          "returned no page in %d s and %d tries; last: %s"
              .formatted(spent.toSeconds(), failed, reason));
    }
  }

  /** Half of the delay is random, so that the windows do not retry at the same time. */
  private Duration backoff() {
    long doubled = policy.firstPause().toNanos() << Math.min(failed - 1, 20);
    long ceiling = Math.min(policy.longestPause().toNanos(), doubled);
    return Duration.ofNanos(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }

  private static WorkerFailure unavailable(String detail) {
    return new WorkerFailure(
        FailureCode.RECORDS_API_UNAVAILABLE,
        "The records API %s. Retry when the API is available.".formatted(detail));
  }

  static WorkerFailure inconsistent(String detail, Throwable cause) {
    return new WorkerFailure(
        FailureCode.RECORDS_INCONSISTENT,
        "The records API returned a page that breaks its contract: %s.".formatted(detail),
        cause);
  }
}
