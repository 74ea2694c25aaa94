package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.SfnClient;

@OnSharedStage
class ReportsIT {

  private static final List<String> ARTIFACTS =
      List.of("report.csv", "report.html", "summary.json");

  @TempDir private static Path records;

  private final StageProcess stage;
  private final Aws aws;
  private Reports reports;

  ReportsIT(StageProcess stage) {
    this.stage = stage;
    this.aws = new Aws(stage);
  }

  @BeforeEach
  void connect() {
    reports = Reports.of(stage);
  }

  @Test
  void bothClientsGetExactlyTheirOwnRecordsWhenTheyAskAtOnce() {
    List<String> requests =
        List.of(Reports.example("client-a.json"), Reports.example("client-b.json"));
    List<CompletableFuture<String>> ids =
        requests.stream()
            .map(request -> CompletableFuture.supplyAsync(() -> reports.accepted(request)))
            .toList();

    for (int i = 0; i < requests.size(); i++) {
      JsonNode request = Reports.json(requests.get(i));
      String id = ids.get(i).join();
      JsonNode report = reports.succeeded(id);
      Rows expected = Rows.ofRecordsApi(records, SharedStage.RECORDS, request);
      Rows actual = Rows.ofCsv(stage.artifact(id, "report.csv"));

      assertThat(expected.rows())
          .as("the sample has records for the example")
          .hasSizeGreaterThan(50);
      assertThat(actual.rows()).containsExactlyElementsOf(expected.rows());
      assertThat(actual.sums()).isEqualTo(expected.sums());
      assertThat(actual.rows())
          .extracting(Rows.Row::clientId)
          .containsOnly(request.at("/filter/client_id").asText());
      assertThat(report.at("/result/row_count").asInt()).isEqualTo(expected.rows().size());
    }
  }

  @Test
  void theResultNamesTheFilesAndItsUrlsOpenThem() throws Exception {
    String id = reports.accepted(Reports.example("client-a.json"));
    reports.succeeded(id);

    JsonNode result = Reports.json(reports.get("/v1/reports/" + id + "/result").body());

    assertThat(result.path("artifacts"))
        .extracting(artifact -> artifact.path("name").asText())
        .containsAll(ARTIFACTS);
    for (JsonNode artifact : result.path("artifacts")) {
      HttpResponse<byte[]> file =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(artifact.path("url").asText())).build(),
                  BodyHandlers.ofByteArray());
      Path onDisk = stage.artifact(id, artifact.path("name").asText());
      assertThat(file.statusCode()).isEqualTo(200);
      assertThat(onDisk).hasBinaryContent(file.body());
      assertThat(artifact.path("size_bytes").asInt()).isEqualTo(file.body().length);
    }
  }

  @Test
  void aReportWithoutRecordsSucceedsWithNone() {
    String id = reports.accepted(Reports.example("client-a.json").replace("2021-", "2031-"));

    assertThat(reports.succeeded(id).at("/result/row_count").asInt(-1)).isZero();
  }

  @Test
  void tenRequestsAtOnceAllSucceed() {
    String request = Reports.example("client-a.json");
    List<CompletableFuture<String>> ids =
        IntStream.range(0, 10)
            .mapToObj(i -> request.replace("2021-12-31", "2021-12-" + (10 + i)))
            .map(body -> CompletableFuture.supplyAsync(() -> reports.accepted(body)))
            .toList();

    assertThat(ids.stream().map(CompletableFuture::join).distinct()).hasSize(10);
    assertThat(ids).allSatisfy(id -> reports.succeeded(id.join()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /filter/client_id  | {"filter": {"client_id": "A", "start_date": "2021-01-01", "end_date": "2021-12-31"}}
          /filter/start_date | {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555", "end_date": "2021-12-31"}}
          /filter/end_date   | {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555", "start_date": "2021-01-01", "end_date": "2021-02-30"}}
          /filter/sort       | {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555", "start_date": "2021-01-01", "end_date": "2021-12-31", "sort": "x"}}
          /filter            | {}
          """)
  void aWrongRequestIsRefusedByFieldAndLeavesNoTrace(String pointer, String body) {
    int items = aws.items();
    int executions = aws.executions();

    HttpResponse<String> response = reports.post(body);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
    assertThat(Reports.json(response.body()).path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .contains(pointer);
    assertThat(aws.items()).isEqualTo(items);
    assertThat(aws.executions()).isEqualTo(executions);
  }

  @Test
  void textThatIsNoJsonIsRefused() {
    assertThat(reports.post("{\"filter\": ").statusCode()).isEqualTo(400);
  }

  @Test
  void anUnknownReportIsNotFound() {
    assertThat(reports.get("/v1/reports/01ARZ3NDEKTSV4RRFFQ69G5FAV").statusCode()).isEqualTo(404);
  }

  @Test
  void anExecutionStartedByHandIsAReport() {
    String request = Reports.example("client-a.json");
    try (SfnClient stepFunctions = aws.stepFunctions()) {
      stepFunctions.startExecution(
          start ->
              start
                  .stateMachineArn(stage.field("state_machine_arn"))
                  .name("client-a-report")
                  .input(request));
    }
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> reports.get("/v1/reports/client-a-report").statusCode() == 200);

    JsonNode report = reports.succeeded("client-a-report");

    assertThat(report.at("/filter/client_id").asText())
        .isEqualTo(Reports.json(request).at("/filter/client_id").asText());
    assertThat(aws.item("client-a-report"))
        .containsEntry("status", AttributeValue.fromS("SUCCEEDED"));
    assertThat(stage.artifact("client-a-report", "report.csv")).isNotEmptyFile();
  }

  @Test
  void anExecutionOfAnUnknownTypeEndsWithoutATaskAndSaysWhichTypesThereAre() {
    try (SfnClient stepFunctions = aws.stepFunctions()) {
      stepFunctions.startExecution(
          start ->
              start
                  .stateMachineArn(stage.field("state_machine_arn"))
                  .name("of-no-type")
                  .input("{\"type\": \"nothing\"}"));
    }
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> reports.get("/v1/reports/of-no-type").statusCode() == 200);

    JsonNode report = reports.finished("of-no-type");

    assertThat(report.path("status").asText()).isEqualTo("FAILED");
    assertThat(report.at("/failure/code").asText()).isEqualTo("invalid-request");
    assertThat(report.at("/failure/detail").asText()).contains("/type", "records");
    assertThat(Reports.json(reports.get("/v1/reports/of-no-type/execution").body()).path("visits"))
        .extracting(visit -> visit.path("state").asText())
        .containsExactly("Begin", "Unknown report type");
  }

  @Test
  void theListShowsAClientsReportsNewestFirst() {
    String clientB =
        Reports.json(Reports.example("client-b.json")).at("/filter/client_id").asText();
    List<String> ids =
        Stream.generate(() -> reports.accepted(Reports.example("client-b.json"))).limit(2).toList();
    ids.forEach(reports::succeeded);

    JsonNode list =
        Reports.json(reports.get("/v1/reports?client_id=" + clientB).body()).path("reports");

    assertThat(list)
        .extracting(report -> report.path("id").asText())
        .containsSubsequence(ids.get(1), ids.get(0));
    assertThat(list)
        .extracting(report -> report.at("/filter/client_id").asText())
        .containsOnly(clientB);
  }

  @Test
  void everyItemOfAReportExpiresAndNamesItsSchema() {
    String id = reports.accepted(Reports.example("client-a.json"));
    reports.succeeded(id);

    assertThat(aws.allItems())
        .allSatisfy(item -> assertThat(item).containsKey("schema_version"))
        .filteredOn(item -> item.get("pk").s().equals("REPORT#" + id))
        .extracting(item -> item.get("sk").s())
        .contains("STATUS");
    assertThat(aws.allItems()).anyMatch(item -> item.get("pk").s().equals("PROGRESS#" + id));
    assertThat(aws.allItems())
        .filteredOn(item -> item.get("pk").s().equals("REPORT#" + id))
        .isNotEmpty()
        .allSatisfy(
            item ->
                assertThat(Instant.ofEpochSecond(Long.parseLong(item.get("expires_at").n())))
                    .isBetween(
                        Instant.now().plus(Duration.ofDays(96)),
                        Instant.now().plus(Duration.ofDays(98))));
  }

  @Test
  void theRecordsApiOfTheStageAnswersNobodyWithoutItsToken() {
    assertThat(new Reports(stage.uri("records"), Optional.empty()).get("/v1/records").statusCode())
        .isEqualTo(401);
  }
}
