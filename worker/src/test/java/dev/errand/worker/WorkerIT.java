package dev.errand.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.errand.local.records.SampleRecordsApi;
import dev.errand.local.secretsmanager.SecretsManagerApi;
import dev.errand.local.xray.XRayApi;
import io.javalin.Javalin;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The built worker with the sample records API, a bucket and a table. */
class WorkerIT {

  private static final String CLIENT_A = "1266cd5a-1dfa-44f2-83ca-534c30b38555";
  private static final String TOKEN = "records-token";
  private static final String TOKEN_SECRET = "arn:aws:secretsmanager:us-east-1:0:secret:t";
  private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";
  private static final String REQUEST =
      """
      {"filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-12-31",
       "status": "pending"}}"""
          .formatted(CLIENT_A);

  @TempDir static Path data;

  private static AwsFixture aws;
  private static SampleRecordsApi recordsApi;

  @BeforeAll
  static void start() {
    aws = new AwsFixture(data);
    recordsApi = SampleRecordsApi.start(new SampleRecordsApi.Options(data, 10_000, TOKEN));
  }

  @AfterAll
  static void stop() {
    recordsApi.close();
    aws.close();
  }

  @Test
  void writesTheReportThatTheRequestAsksFor() throws Exception {
    String id = "01JZZZZZZZZZZZZZZZZZZZZZZZ";
    Map<String, String> environment = environment(id + "-1", REQUEST);

    String log;
    try (WorkerProcess worker = WorkerProcess.start(environment)) {
      assertThat(worker.await()).as(worker.log()).isZero();
      log = worker.log();
    }

    JsonNode manifest = json("reports/" + id + "/1-1795514400/manifest.json");
    assertThat(manifest.get("report_id").textValue()).isEqualTo(id);
    assertThat(manifest.get("attempt").intValue()).isEqualTo(1);
    assertThat(manifest.get("artifacts"))
        .extracting(artifact -> artifact.get("name").textValue())
        .containsExactly("report.csv", "report.xlsx", "report.html", "summary.json");
    for (JsonNode artifact : manifest.get("artifacts")) {
      byte[] bytes = aws.object(artifact.get("key").textValue());
      assertThat(artifact.get("size_bytes").intValue()).isEqualTo(bytes.length);
      assertThat(artifact.get("sha256").textValue()).isEqualTo(AwsFixture.sha256(bytes));
    }
    List<NamedCsvRecord> rows = csv("reports/" + id + "/1-1795514400/report.csv");
    assertThat(rows).hasSize(manifest.get("row_count").intValue()).isNotEmpty();
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.getField("client_id")).isEqualTo(CLIENT_A);
              assertThat(row.getField("status")).isEqualTo("pending");
              assertThat(row.getField("booked_at")).startsWith("2021-");
            });
    assertThat(aws.progress(id).get("stage").s()).isEqualTo("done");
    assertThat(aws.progress(id).get("records").n()).isEqualTo(String.valueOf(rows.size()));
    assertThat(log).contains("\"records_read\":" + rows.size() + ",");
  }

  @Test
  void failsWithoutARequest() throws Exception {
    try (WorkerProcess worker = WorkerProcess.start(Map.of())) {
      assertThat(worker.await()).isEqualTo(64);
      assertThat(worker.lastLine()).contains("REPORT_REQUEST is not set");
    }
  }

  @Test
  void logsTheErrorsOfTheRequest() throws Exception {
    try (WorkerProcess worker =
        WorkerProcess.start(environment("client-a-report", "{\"filter\": {}}"))) {
      assertThat(worker.await()).isEqualTo(65);
      assertThat(worker.lastLine()).contains("/filter/client_id: This field is required.");
    }
  }

  @Test
  void failsIfTheRecordsApiRejectsTheToken() throws Exception {
    Map<String, String> environment = environment("wrong-token", REQUEST);
    environment.put("RECORDS_API_TOKEN", "not-the-token");

    try (WorkerProcess worker = WorkerProcess.start(environment)) {
      assertThat(worker.await()).as(worker.log()).isEqualTo(77);
      assertThat(worker.lastLine()).contains("status 401").doesNotContain("not-the-token");
    }
    assertThat(aws.progress("wrong-token").get("failure").m().get("code").s())
        .isEqualTo("records-api-refused");
  }

  @Test
  void usesTheTokenOfTheSecretIfItsOwnHasExpired() throws Exception {
    Javalin secretsManager = startSecretsManager();
    Map<String, String> environment = expiredToken("expired-token", secretsManager);

    try (WorkerProcess worker = WorkerProcess.start(environment)) {
      assertThat(worker.await()).as(worker.log()).isZero();
      assertThat(worker.log()).doesNotContain(TOKEN, "\"expired\"");
    } finally {
      secretsManager.stop();
    }
    assertThat(aws.progress("expired-token").get("stage").s()).isEqualTo("done");
  }

  /** In a run with all that can happen: its token has expired, and a task before it was killed. */
  @Test
  void callsWhatTheRoleOfItsTaskAllowsAndAllOfIt(@TempDir Path classes) throws Exception {
    Javalin secretsManager = startSecretsManager();
    Map<String, String> environment = expiredToken("least-privilege", secretsManager);
    Path calls = data.resolve("calls");
    CallRecorder.addTo(environment, classes, calls);
    aws.s3.createMultipartUpload(
        create ->
            create
                .bucket(AwsFixture.BUCKET)
                .key("reports/least-privilege/1-1795514400/report.csv"));

    try (WorkerProcess worker = WorkerProcess.startWith(environment, classes)) {
      assertThat(worker.await()).as(worker.log()).isZero();
    } finally {
      secretsManager.stop();
    }

    TaskRole role = TaskRole.of(AwsFixture.BUCKET, AwsFixture.TABLE, TOKEN_SECRET);
    List<TaskRole.Use> uses = Files.readAllLines(calls).stream().map(TaskRole.Use::of).toList();
    assertThat(uses).allMatch(role::allows);
    Set<String> used = uses.stream().map(TaskRole.Use::action).collect(Collectors.toSet());
    used.add("s3:ListBucket"); // with it S3 answers 404, not 403, for what is not there
    assertThat(used).isEqualTo(role.actions());
  }

  private static Javalin startSecretsManager() {
    SecretsManagerApi api =
        new SecretsManagerApi(AwsFixture.ACCOUNT.accessKeyId(), arn -> Optional.of(TOKEN));
    return Javalin.create(config -> config.routes.post("/", api)).start("127.0.0.1", 0);
  }

  private static Map<String, String> expiredToken(String executionName, Javalin secretsManager) {
    Map<String, String> environment = environment(executionName, REQUEST);
    environment.put("RECORDS_API_TOKEN", "expired");
    environment.put("RECORDS_API_TOKEN_SECRET_ARN", TOKEN_SECRET);
    environment.put(
        "AWS_ENDPOINT_URL_SECRETS_MANAGER", "http://127.0.0.1:" + secretsManager.port());
    return environment;
  }

  @Test
  void sendsASegmentWithinTheTraceOfItsRequest() throws Exception {
    Javalin xRay =
        Javalin.create(
                config -> config.routes.post("/*", new XRayApi(AwsFixture.ACCOUNT.accessKeyId())))
            .start("127.0.0.1", 0);
    Map<String, String> environment = traced("traced", "http://127.0.0.1:" + xRay.port());

    try (WorkerProcess worker = WorkerProcess.start(environment)) {
      assertThat(worker.await()).as(worker.log()).isZero();
      assertThat(worker.log()).doesNotContain("WARN");
      JsonNode segment = segment(xRay.port());
      assertThat(segment.path("parent_id").asText()).isEqualTo("53995c3f42cd8ad8");
      assertThat(segment.at("/annotations/report_id").asText()).isEqualTo("traced");
      assertThat(segment.path("subsegments"))
          .extracting(phase -> phase.path("name").asText())
          .containsExactly("starting", "reading", "finishing");
      JsonNode reading = segment.at("/subsegments/1");
      assertThat(
              reading
                  .path("end_time")
                  .decimalValue()
                  .subtract(reading.path("start_time").decimalValue()))
          .as("the time of the first page is time to read")
          .isGreaterThan(new BigDecimal("0.005"));
      assertThat(segment.toString()).doesNotContain(CLIENT_A, "2021-", "pending", TOKEN);
    } finally {
      xRay.stop();
    }
  }

  @Test
  void doesNotFailIfItsSegmentCannotBeSent() throws Exception {
    Map<String, String> environment = traced("not-traced", "http://127.0.0.1:" + closedPort());

    try (WorkerProcess worker = WorkerProcess.start(environment)) {
      assertThat(worker.await()).as(worker.log()).isZero();
      assertThat(worker.lastLine()).contains("WARN", "The trace cannot be sent");
    }
    assertThat(aws.progress("not-traced").get("stage").s()).isEqualTo("done");
  }

  private static Map<String, String> traced(String executionName, String endpoint) {
    Map<String, String> environment = environment(executionName, REQUEST);
    environment.put(
        "_X_AMZN_TRACE_ID", "Root=%s;Parent=53995c3f42cd8ad8;Sampled=1".formatted(TRACE));
    environment.put("AWS_ENDPOINT_URL_XRAY", endpoint);
    return environment;
  }

  private static JsonNode segment(int port) throws Exception {
    HttpRequest get =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/Traces"))
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=%s/20261128/us-east-1/xray/aws4_request, S"
                    .formatted(AwsFixture.ACCOUNT.accessKeyId()))
            .POST(BodyPublishers.ofString("{\"TraceIds\": [\"%s\"]}".formatted(TRACE)))
            .build();
    String answer = HttpClient.newHttpClient().send(get, BodyHandlers.ofString()).body();
    JsonNode segments = new JsonMapper().readTree(answer).at("/Traces/0/Segments");
    assertThat(segments).as(answer).hasSize(1);
    return new JsonMapper().readTree(segments.at("/0/Document").asText());
  }

  @Test
  void writesThePendingRetryAndEndsSoonAfterAStop() throws Exception {
    Map<String, String> environment = environment("no-answer", REQUEST);
    environment.put("RECORDS_API_URL", "http://127.0.0.1:" + closedPort());

    try (WorkerProcess worker = WorkerProcess.start(environment)) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> aws.progress("no-answer").containsKey("waiting"));
      Map<String, AttributeValue> waiting = aws.progress("no-answer").get("waiting").m();
      assertThat(Integer.parseInt(waiting.get("try").n())).isBetween(2, 9);
      assertThat(waiting.get("of").n()).isEqualTo("10");
      assertThat(waiting.get("reason").s()).isEqualTo("connection refused");
      assertThat(Instant.parse(waiting.get("next_try_at").s()))
          .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(60));
      Map<String, AttributeValue> retries = aws.progress("no-answer").get("retries").m();
      assertThat(Integer.parseInt(retries.get("failed_tries").n())).isBetween(1, 9);
      assertThat(retries.get("last_reason").s()).isEqualTo("connection refused");
      assertThat(worker.log()).contains("The records API: connection refused. Try 2 of 10 in 0.");

      worker.terminate();
      assertThat(worker.endsWithin(2000)).as(worker.log()).isTrue();
      assertThat(worker.await()).isEqualTo(75);
    }
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Map<String, String> environment(String executionName, String request) {
    Map<String, String> environment = aws.environment(recordsApi.endpoint());
    environment.put("REPORT_REQUEST", request);
    environment.put("EXECUTION_NAME", executionName);
    environment.put("EXECUTION_STARTED_AT", "2026-11-24T10:00:00.412Z");
    return environment;
  }

  private static JsonNode json(String key) throws IOException {
    return new JsonMapper().readTree(aws.object(key));
  }

  private static List<NamedCsvRecord> csv(String key) {
    String text = new String(aws.object(key), StandardCharsets.UTF_8);
    return CsvReader.builder().ofNamedCsvRecord(text).stream().toList();
  }
}
