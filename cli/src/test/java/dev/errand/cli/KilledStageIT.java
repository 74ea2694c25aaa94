package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@OnOwnStage
class KilledStageIT {

  private static final int RECORDS = 20_000;

  @TempDir private Path folder;

  @Test
  void aReportThatWasRunningWhenTheStageWasKilledSucceedsAfterTheNextStart() throws Exception {
    Path data = folder.resolve("data");
    String request =
        """
        {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
                    "start_date": "2020-01-01", "end_date": "2022-12-31"}}""";
    String id;
    try (StageProcess stage = StageProcess.up(data, RECORDS)) {
      Reports reports = Reports.of(stage);
      id = reports.accepted(request);
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> reports.report(id).path("status").asText().equals("RUNNING"));
      stage.kill();
    }

    try (StageProcess stage = StageProcess.up(data, RECORDS)) {
      JsonNode report = Reports.of(stage).succeeded(id);
      Rows expected = Rows.ofRecordsApi(folder.resolve("expected"), RECORDS, Reports.json(request));
      Rows actual = Rows.ofCsv(stage.artifact(id, "report.csv"));

      assertThat(report.at("/result/row_count").asInt()).isEqualTo(RECORDS);
      assertThat(actual.rows()).hasSize(RECORDS);
      assertThat(actual.rows().equals(expected.rows())).as("the same rows in order").isTrue();
    }
    assertThat(data.resolve("processes")).isEmptyDirectory();
  }
}
