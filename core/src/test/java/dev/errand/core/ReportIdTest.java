package dev.errand.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportIdTest {

  @Test
  void aUlidHasTheTimeOfTheRequest() {
    assertThat(new ReportId("01JDF3T7C4V5N6P7Q8R9S0T1V2").requestedAt())
        .contains(Instant.parse("2024-11-24T12:54:43.844Z"));
    assertThat(new ReportId("7ZZZZZZZZZZZZZZZZZZZZZZZZZ").requestedAt())
        .contains(Instant.ofEpochMilli((1L << 48) - 1));
  }

  @Test
  void aNameGivenByHandDoesNot() {
    assertThat(new ReportId("client-a-report").requestedAt()).isEmpty();
  }
}
