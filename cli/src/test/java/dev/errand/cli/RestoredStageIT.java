package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;

/** The table is put back to an earlier state, as docs/operations.md says under "Restoring". */
@OnOwnStage
class RestoredStageIT {

  private static final int RECORDS = 5_000;
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String[] OPTIONS = {"--waits", "0.02", "--parameter", "QuietSeconds=5"};
  private static final String REQUEST =
      """
      {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
                  "start_date": "2020-01-01", "end_date": "2022-12-31"}}""";

  @TempDir private Path folder;

  @Test
  void reportsOfARestoredTableReachTheStatusOfTheirExecutionsAndLaterOnesAreRecordedByHand()
      throws Exception {
    String finished;
    String running;
    try (StageProcess stage = StageProcess.up(data(), RECORDS, OPTIONS)) {
      Reports reports = Reports.of(stage);
      finished = reports.accepted(REQUEST);
      reports.succeeded(finished);
      running = reports.accepted(REQUEST);
    }
    Path restored = folder.resolve("restored");
    copy(table(), restored);
    String later;
    try (StageProcess stage = StageProcess.up(data(), RECORDS, OPTIONS)) {
      Reports reports = Reports.of(stage);
      reports.succeeded(running);
      later = reports.accepted(REQUEST);
      reports.succeeded(later);
    }
    Files.move(table(), folder.resolve("lost"));
    copy(restored, table());

    try (StageProcess stage = StageProcess.up(data(), RECORDS, OPTIONS)) {
      Reports reports = Reports.of(stage);
      assertThat(reports.report(finished).path("status").asText()).isEqualTo("SUCCEEDED");
      assertThat(reports.get("/v1/reports/" + later).statusCode()).isEqualTo(404);

      reports.succeeded(running);
      record(stage, later);

      await().atMost(LIMIT).until(() -> reports.get("/v1/reports/" + later).statusCode() == 200);
      reports.succeeded(later);
      for (String id : List.of(finished, running, later)) {
        assertThat(reports.get("/v1/reports/" + id + "/result").statusCode()).isEqualTo(200);
      }
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private Path table() {
    return data().resolve("dynamodb");
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path source : all.toList()) {
        Files.copy(source, to.resolve(from.relativize(source).toString()));
      }
    }
  }

  /** Sends the recorder the event of an execution. */
  private static void record(StageProcess stage, String id) throws Exception {
    ObjectNode event =
        new ObjectMapper()
            .createObjectNode()
            .put("detail-type", "Step Functions Execution Status Change")
            .put("source", "aws.states");
    try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
      DescribeExecutionResponse execution =
          stepFunctions.describeExecution(
              describe ->
                  describe.executionArn(
                      stage.field("state_machine_arn").replace(":stateMachine:", ":execution:")
                          + ":"
                          + id
                          + "-1"));
      event
          .putObject("detail")
          .put("executionArn", execution.executionArn())
          .put("stateMachineArn", execution.stateMachineArn())
          .put("name", execution.name())
          .put("status", execution.statusAsString())
          .put("startDate", execution.startDate().toEpochMilli())
          .put("stopDate", execution.stopDate().toEpochMilli())
          .put("input", execution.input())
          .put("output", execution.output());
    }
    HttpRequest request =
        HttpRequest.newBuilder(
                stage
                    .uri("lambda")
                    .resolve("/2015-03-31/functions/errand-RecorderFunction/invocations"))
            .POST(BodyPublishers.ofString(event.toString()))
            .build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(200);
  }
}
