package dev.errand.functions.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JitterTest {

  private final Jitter jitter = new Jitter(Duration.ofMillis(25), Duration.ofMillis(400));

  @Property
  void pausesAtMostTwiceAsLongAfterEachTryAndNeverLongerThanTheLongest(
      @ForAll @IntRange(min = 1, max = 1000) int tries) {
    assertThat(jitter.computeDelay(tries))
        .isBetween(
            Duration.ofMillis(1),
            Duration.ofMillis((long) Math.min(400, 25 * Math.pow(2, tries - 1))));
  }
}
