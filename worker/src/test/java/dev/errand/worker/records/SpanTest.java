package dev.errand.worker.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.type.WindowRange;
import dev.errand.worker.type.WindowRange.By;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SpanTest {

  @Test
  void daysHaveALastDayAndADayAfterIt() {
    Span span = span(By.DATE, "2021-01-30", "2021-02-02");

    assertThat(span.units(Duration.ofDays(1))).isEqualTo(4);
    Span part = span.part(Duration.ofDays(1), 1, 3);
    assertThat(part.value("window.start")).contains("2021-01-31");
    assertThat(part.value("window.end")).contains("2021-02-01");
    assertThat(part.value("window.after")).contains("2021-02-02");
    assertThat(part).hasToString("from 2021-01-31 to 2021-02-01");
  }

  @Test
  void timesAreInUtcAndTheLastWindowEndsWithTheRange() {
    Span span = span(By.TIMESTAMP, "2021-01-30T01:30:00+01:00", "2021-01-30T03:00:00Z");

    assertThat(span.units(Duration.ofHours(1))).isEqualTo(3);
    Span part = span.part(Duration.ofHours(1), 2, 3);
    assertThat(part.value("window.start")).contains("2021-01-30T02:30:00Z");
    assertThat(part.value("window.after")).contains("2021-01-30T03:00:00Z");
  }

  @Test
  void aDateAsABoundOfTimesIsTheWholeDay() {
    Span span = span(By.TIMESTAMP, "2021-01-30", "2021-01-30");

    assertThat(span.value("window.start")).contains("2021-01-30T00:00:00Z");
    assertThat(span.value("window.after")).contains("2021-01-31T00:00:00Z");
  }

  @Test
  void aRequestWithoutAValidRangeIsRefusedByTheNameOfTheField() {
    assertThatThrownBy(() -> span(By.DATE, "2021-02-01", "2021-01-30"))
        .hasMessageContaining("filter.from must be before filter.to");
    assertThatThrownBy(() -> span(By.DATE, "2021-02-01T00:00:00Z", "2021-02-01"))
        .hasMessageContaining("filter.from must be a date.");
    assertThatThrownBy(() -> span(By.TIMESTAMP, "2021-02-01", "2021-02-01T00:00:00"))
        .isInstanceOfSatisfying(
            WorkerFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(FailureCode.INVALID_REQUEST))
        .hasMessageContaining("filter.to must be a date or a time");
  }

  private static Span span(By by, String from, String to) {
    return Span.of(
        new WindowRange(by, "filter.from", "filter.to", false, OptionalInt.empty()),
        new RequestFields(Map.of("filter", Map.of("from", from, "to", to))));
  }
}
