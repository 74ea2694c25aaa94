package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 90, 100})
  void dividesExecutionsByTheWeights(int weight) {
    Alias alias = alias(new Alias.Route(3, weight), new Alias.Route(4, 100 - weight));
    Random random = new Random(1);

    Map<Integer, Long> drawn =
        Stream.generate(() -> alias.draw(random))
            .limit(10_000)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));

    assertThat(drawn.getOrDefault(3, 0L)).isBetween(weight * 100L - 200, weight * 100L + 200);
    assertThat(weight == 0 || weight == 100 ? 1 : 2).isEqualTo(drawn.size());
  }

  @Test
  void takesItsOnlyVersion() {
    assertThat(alias(new Alias.Route(7, 100)).draw(new Random(1))).isEqualTo(7);
  }

  private static Alias alias(Alias.Route... routes) {
    return new Alias("live", Optional.empty(), List.of(routes), Instant.EPOCH, Instant.EPOCH);
  }
}
