package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PaceTest {

  private final AtomicLong nanos = new AtomicLong();

  /**
   * A machine that is restored from a snapshot can have been up for less long than the one that
   * took it. Seeded fault: a first call that may be made at the time of the construction.
   */
  @Test
  void waitsNoLongerThanTheDistanceWhereTheClockIsAnotherOne() {
    nanos.set(Duration.ofDays(10).toNanos());
    Pace pace = new Pace(Duration.ofMillis(50), nanos::get);
    pace.await();
    nanos.set(0);

    assertThat(CompletableFuture.runAsync(pace::await)).succeedsWithin(5, TimeUnit.SECONDS);
  }

  @Test
  void keepsTheDistance() {
    Pace pace = new Pace(Duration.ofMillis(20), System::nanoTime);
    long start = System.nanoTime();
    for (int calls = 0; calls < 6; calls++) {
      pace.await();
    }

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(100));
  }
}
