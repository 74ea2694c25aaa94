package dev.errand.functions.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.functions.testing.TestTable;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryDelaysTest {

  @Test
  void theTemplateTriesForMoreThanADay() throws Exception {
    Matcher delays =
        Pattern.compile("WebhookRetrySeconds:\n(?:.*\n){2} *Default: (\\S+)")
            .matcher(Files.readString(TestTable.CHECKOUT.template()));
    assertThat(delays.find()).isTrue();

    Duration sum =
        RetryDelays.parse(delays.group(1)).delays().stream().reduce(Duration.ZERO, Duration::plus);

    assertThat(sum).isGreaterThan(Duration.ofHours(24));
  }

  @Property(tries = 200)
  void aDelayIsNeverShorterAndAtMostAFifthLonger(@ForAll @IntRange(min = 1, max = 100_000) int s) {
    Duration delay = Duration.ofSeconds(s);

    assertThat(RetryDelays.parse(Integer.toString(s)).after(1).orElseThrow())
        .isBetween(delay, delay.plus(delay.dividedBy(5)));
  }

  @Test
  void delaysDifferFromEachOther() {
    RetryDelays delays = RetryDelays.parse("3600");

    assertThat(IntStream.range(0, 20).mapToObj(i -> delays.after(1)).distinct().count())
        .isGreaterThan(10);
  }

  @Test
  void afterTheLastDelayThereIsNoTry() {
    assertThat(RetryDelays.parse("1,2").after(2)).isPresent();
    assertThat(RetryDelays.parse("1,2").after(3)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1,,2", "x"})
  void whatIsNoListOfPositiveSecondsIsRefused(String text) {
    assertThatThrownBy(() -> RetryDelays.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
