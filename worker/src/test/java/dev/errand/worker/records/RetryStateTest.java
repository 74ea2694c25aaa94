package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * One policy limits the tries, the delays and the time of a page, for all kinds of faults in any
 * order. Seeded fault: without {@code requireTime}, the delays that the records API asks for add up
 * to hours.
 */
class RetryStateTest {

  /** A try that fails after some time. */
  record Fault(boolean isInvalidPage, Duration took, Duration asked) {}

  @Property
  void triesDelaysAndTimeAreLimited(
      @ForAll("policies") RetryPolicy policy, @ForAll("faults") List<Fault> faults) {
    RetryState tries = new RetryState(policy, new Random(1), 0);
    Duration now = Duration.ZERO;
    int made = 0;
    int invalid = 0;
    for (Fault fault : faults) {
      assertThat(now).as("a try begins").isLessThanOrEqualTo(policy.inAll());
      made++;
      invalid += fault.isInvalidPage ? 1 : 0;
      assertThat(made).isLessThanOrEqualTo(policy.tries());
      assertThat(invalid).isLessThanOrEqualTo(policy.invalidPages());
      now = now.plus(fault.took);
      Duration pause;
      try {
        pause =
            fault.isInvalidPage
                ? tries.delayAfterInvalidPage("other page", null, now.toNanos())
                : tries.delayAfterFailure("answered 503", fault.asked, now.toNanos());
      } catch (WorkerFailure end) {
        assertThat(end.code())
            .isEqualTo(
                invalid == policy.invalidPages()
                    ? FailureCode.RECORDS_INCONSISTENT
                    : FailureCode.RECORDS_API_UNAVAILABLE);
        return;
      }
      Duration asked = fault.isInvalidPage ? Duration.ZERO : fault.asked;
      Duration longest = asked.compareTo(policy.maxDelay()) > 0 ? asked : policy.maxDelay();
      assertThat(pause).isBetween(asked, longest);
      assertThat(pause).isLessThanOrEqualTo(longest(policy));
      assertThat(tries.nextTry()).isEqualTo(made + 1);
      now = now.plus(pause);
    }
  }

  private static Duration longest(RetryPolicy policy) {
    return policy.maxDelay().compareTo(policy.maxRetryAfter()) > 0
        ? policy.maxDelay()
        : policy.maxRetryAfter();
  }

  @Provide
  Arbitrary<RetryPolicy> policies() {
    Arbitrary<RetryPolicy> any =
        Combinators.combine(
                Arbitraries.integers().between(2, 20),
                millis(1, 2000),
                millis(1, 120_000),
                millis(0, 3_600_000),
                millis(1000, 7_200_000))
            .as(
                (tries, first, longest, after, inAll) ->
                    new RetryPolicy(tries, Math.min(3, tries - 1), first, longest, after, inAll));
    return Arbitraries.oneOf(any, Arbitraries.of(RecordsApiSettings.LIMITS.retries()));
  }

  @Provide
  Arbitrary<List<Fault>> faults() {
    return Combinators.combine(
            Arbitraries.frequency(Tuple.of(5, false), Tuple.of(1, true)),
            millis(0, 600_000),
            Arbitraries.oneOf(Arbitraries.of(Duration.ZERO), millis(0, 3_600_000)))
        .as(Fault::new)
        .list()
        .ofMinSize(20)
        .ofMaxSize(30);
  }

  private static Arbitrary<Duration> millis(int from, int to) {
    return Arbitraries.longs().between(from, to).map(Duration::ofMillis);
  }
}
