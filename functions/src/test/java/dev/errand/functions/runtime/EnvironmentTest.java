package dev.errand.functions.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentTest {

  @ParameterizedTest
  @CsvSource({"90, 106, 90", "7, 106, 7", "90, 46, 30", "90, 90, 74", "1, 17, 1"})
  void aReportIsNotPromisedForLongerThanTheBucketKeepsItsArtifacts(
      String reportDays, String artifactDays, long days) {
    Environment environment =
        new Environment(
            Map.of("REPORT_RETENTION_DAYS", reportDays, "ARTIFACT_RETENTION_DAYS", artifactDays));

    assertThat(environment.retention().period()).hasDays(days);
  }
}
