package dev.errand.worker.records;

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
   * @param retryAfter the delay that the records API asked for; zero for none
   * @throws WorkerFailure if no try is left
   */
  Duration delayAfterFailure(String reason, Duration retryAfter, long now) {
    if (++failed >= policy.tries()) {
      throw RecordsApiFailures.unavailable("failed %d times; last: %s".formatted(failed, reason));
    }
    if (retryAfter.compareTo(policy.maxRetryAfter()) > 0) {
      throw RecordsApiFailures.unavailable(
          "asked to wait for %d s (%s)".formatted(retryAfter.toSeconds(), reason));
    }
    Duration backoff = backoff();
    Duration delay = retryAfter.compareTo(backoff) > 0 ? retryAfter : backoff;
    requireTime(delay, reason, now);
    return delay;
  }

  /**
   * Records a response that breaks the contract and returns the delay before the next try.
   *
   * @throws WorkerFailure if no try is left
   */
  Duration delayAfterInvalidPage(String reason, Throwable cause, long now) {
    if (++invalid >= policy.invalidPages()) {
      throw RecordsApiFailures.inconsistent(reason, cause);
    }
    return delayAfterFailure(reason, Duration.ZERO, now);
  }

  /**
   * Checks that there is time for a delay and another try.
   *
   * @throws WorkerFailure if there is not
   */
  void requireTime(Duration delay, String reason, long now) {
    Duration spent = Duration.ofNanos(now - begun);
    if (spent.plus(delay).compareTo(policy.inAll()) > 0) {
      throw RecordsApiFailures.unavailable(
          "returned no page in %d s and %d tries; last: %s"
              .formatted(spent.toSeconds(), failed, reason));
    }
  }

  /** Half of the delay is random, so that the windows do not retry at the same time. */
  private Duration backoff() {
    long doubled = policy.firstDelay().toNanos() << Math.min(failed - 1, 20);
    long ceiling = Math.min(policy.maxDelay().toNanos(), doubled);
    return Duration.ofNanos(ceiling / 2 + random.nextLong(ceiling / 2 + 1));
  }
}
