package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2021-03-04T05:06:07.500Z");

  @Property
  void parsesSeconds(@ForAll @IntRange(max = 999_999_999) int seconds) {
    assertThat(RetryAfter.parse(" %d ".formatted(seconds), NOW))
        .contains(Duration.ofSeconds(seconds));
  }

  @Property
  void parsesADateAsTheTimeUntilThenOrZero(
      @ForAll @LongRange(min = -1_000_000_000L, max = 10_000_000_000L) long fromNow) {
    Instant then = NOW.minusMillis(500).plusSeconds(fromNow);
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(then.atOffset(ZoneOffset.UTC));

    assertThat(RetryAfter.parse(date, NOW))
        .contains(fromNow <= 0 ? Duration.ZERO : Duration.between(NOW, then));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void parsesTheThreeDateFormatsOfTheStandard(String date) {
    Duration wait = Duration.ofSeconds(37);
    Instant now = Instant.parse("1994-11-06T08:49:37Z").minus(wait);

    assertThat(RetryAfter.parse(date, now)).contains(wait);
  }

  @Test
  void resolvesAYearOfTwoDigits() {
    Instant now = Instant.parse("2021-12-31T23:59:00Z");

    assertThat(RetryAfter.parse("Friday, 31-Dec-99 23:59:59 GMT", now)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("Friday, 31-Dec-21 23:59:59 GMT", now))
        .contains(Duration.ofSeconds(59));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "+1",
        "1.5",
        "1s",
        "1000000000",
        "٣",
        "Fri, 31 Dec 1999",
        "Mon, 31 Dec 1999 23:59:59 GMT",
        "Monday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37",
        "1999-12-31T23:59:59Z"
      })
  void isEmptyForAnInvalidHeader(String header) {
    assertThat(RetryAfter.parse(header, NOW)).isEmpty();
  }

  @Test
  void isEmptyWithoutAHeader() {
    assertThat(RetryAfter.parse(null, NOW)).isEmpty();
  }

  @Property
  void isNeverNegative(@ForAll String header) {
    assertThat(RetryAfter.parse(header, NOW).orElse(Duration.ZERO))
        .isGreaterThanOrEqualTo(Duration.ZERO);
  }
}
