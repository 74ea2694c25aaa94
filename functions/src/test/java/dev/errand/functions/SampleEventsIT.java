package dev.errand.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.errand.core.FailureCode;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Failure;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.Status;
import dev.errand.functions.report.Submission;
import dev.errand.functions.store.ReportStore;
import dev.errand.functions.testing.LocalDeadLetters;
import dev.errand.functions.testing.LocalEcs;
import dev.errand.functions.testing.LocalEventBus;
import dev.errand.functions.testing.LocalLogs;
import dev.errand.functions.testing.LocalSecrets;
import dev.errand.functions.testing.SamLocal;
import dev.errand.functions.testing.StepFunctionsServer;
import dev.errand.functions.testing.TestTable;
import dev.errand.functions.testing.ZippedFunction;
import dev.errand.local.s3.S3ProxyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Every sample event, through the built zip under AWS's runtime interface client, as SAM does. */
class SampleEventsIT {

  private static final Path EVENTS = TestTable.CHECKOUT.root().resolve("events");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ReportId ID = new ReportId("01JDF3T7C4V5N6P7Q8R9S0T1V2");
  private static final String REQUEST =
      """
      {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
       "start_date": "2021-01-01", "end_date": "2021-12-31", "status": "pending"}}""";
  private static final Instant CREATED = Instant.parse("2026-01-01T10:00:00Z");

  private static final Set<String> TRIED = new HashSet<>();

  @TempDir private static Path folder;

  private static TestTable table;
  private static StepFunctionsServer stepFunctions;
  private static S3ProxyServer s3;
  private static LocalEcs ecs;
  private static ZippedFunction intake;
  private static ZippedFunction query;
  private static ZippedFunction control;
  private static ZippedFunction delete;
  private static ZippedFunction recorder;
  private static ZippedFunction reconciler;
  private static ZippedFunction webhook;
  private static ZippedFunction dispatch;
  private static ZippedFunction operators;
  private static LocalEventBus bus;
  private static LocalSecrets secrets;
  private static LocalDeadLetters deadLetters;
  private static LocalLogs logs;

  private final ReportStore reports = new ReportStore(table.dynamoDb(), table.name());

  @BeforeAll
  static void start() throws IOException {
    table = TestTable.create();
    stepFunctions = new StepFunctionsServer();
    s3 = S3ProxyServer.start(TestTable.CHECKOUT, SamLocal.ACCOUNT, folder);
    ecs = LocalEcs.start(folder);
    bus = LocalEventBus.start();
    secrets = LocalSecrets.start();
    deadLetters = LocalDeadLetters.start(folder.resolve("queues"));
    logs = LocalLogs.start(folder.resolve("tasks"));
    createBucket();
    intake = function("IntakeFunction");
    query = function("QueryFunction");
    control = function("ControlFunction");
    delete = function("DeleteFunction");
    recorder = function("RecorderFunction");
    reconciler = function("ReconcilerFunction");
    webhook = function("WebhookFunction");
    dispatch = function("DispatchFunction");
    operators = function("DeadLettersFunction");
  }

  private static void createBucket() {
    try (S3Client client = s3Client()) {
      client.createBucket(create -> create.bucket("errand"));
    }
  }

  private static S3Client s3Client() {
    return S3Client.builder()
        .endpointOverride(s3.endpoint())
        .region(Region.US_EAST_1)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    SamLocal.ACCOUNT.accessKeyId(), SamLocal.ACCOUNT.secretAccessKey())))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** A deletion removes it. */
  private static void storeManifest() {
    try (S3Client client = s3Client()) {
      client.putObject(
          put -> put.bucket("errand").key("reports/" + ID + "/1-1795514400/manifest.json"),
          RequestBody.fromString(
              """
              {"schema_version":1,"report_id":"%1$s","attempt":1,"row_count":3,
               "completed_at":"2026-11-24T10:05:30Z","artifacts":[{"name":"report.csv",
               "key":"reports/%1$s/1-1795514400/report.csv","size_bytes":120,
               "content_type":"text/csv; charset=utf-8","sha256":"ab12"}]}"""
                  .formatted(ID)));
    }
  }

  private static ZippedFunction function(String logicalId) throws IOException {
    SamLocal sam =
        new SamLocal(
            table.endpoint(),
            stepFunctions.endpoint(),
            s3.endpoint(),
            ecs.endpoint(),
            bus.endpoint(),
            secrets.endpoint(),
            deadLetters.endpoint(),
            logs.endpoint(),
            table.name());
    return ZippedFunction.start(SamLocal.handler(logicalId), folder, sam.environment(logicalId));
  }

  @AfterAll
  static void stop() throws Exception {
    operators.close();
    dispatch.close();
    webhook.close();
    bus.close();
    logs.close();
    deadLetters.close();
    secrets.close();
    reconciler.close();
    recorder.close();
    delete.close();
    control.close();
    query.close();
    intake.close();
    s3.close();
    ecs.close();
    stepFunctions.close();
    try (Stream<Path> samples = Files.list(EVENTS)) {
      assertThat(TRIED)
          .as("sample events that were tried")
          .containsAll(
              samples
                  .map(file -> file.getFileName().toString().replace(".json", ""))
                  .filter(name -> !name.equals("env"))
                  .toList());
    }
  }

  @BeforeEach
  void storeTheReportOfTheEvents() {
    for (Map<String, AttributeValue> item : table.items()) {
      table
          .dynamoDb()
          .deleteItem(
              delete ->
                  delete
                      .tableName(table.name())
                      .key(Map.of("pk", item.get("pk"), "sk", item.get("sk"))));
    }
    storeManifest();
    Report report = Report.accepted(ID, Submission.of(REQUEST), CREATED, Retention.days(90));
    reports.accept(report, report.requestedBy("caller"), Optional.empty(), 10, CREATED);
  }

  @Test
  void theSampleEnvironmentNamesOnlyWhatFunctionsDeclareForSamIgnoresTheRest() {
    assertThat(SamLocal.functions())
        .flatExtracting(SamLocal::declared)
        .containsAll(SamLocal.overridden());
  }

  @Test
  void intakeAcceptsAndStartsWithTheBytesOfTheBody() throws Exception {
    JsonNode event = JSON.readTree(EVENTS.resolve("intake-post.json").toFile());

    JsonNode answer = answer(intake, "intake-post");
    JsonNode again = answer(intake, "intake-post");

    assertThat(answer.path("statusCode").asInt()).isEqualTo(202);
    JsonNode body = JSON.readTree(answer.path("body").asText());
    String id = body.path("id").asText();
    assertThat(answer.at("/headers/Location").asText()).isEqualTo("/v1/reports/" + id);
    assertThat(body.path("status").asText()).isEqualTo("QUEUED");
    assertThat(again.at("/headers/Idempotent-Replay").asText()).isEqualTo("true");
    assertThat(JSON.readTree(again.path("body").asText())).isEqualTo(body);
    assertThat(stepFunctions.calls())
        .anySatisfy(
            call -> {
              assertThat(call.operation()).isEqualTo("StartExecution");
              assertThat(call.parameters().path("name").asText()).isEqualTo(id + "-1");
              assertThat(call.parameters().path("input").asText())
                  .isEqualTo(event.path("body").asText());
            });
  }

  @ParameterizedTest
  @CsvSource({
    "query-get, 200, /id, 01JDF3T7C4V5N6P7Q8R9S0T1V2",
    "query-list, 200, /reports/0/id, 01JDF3T7C4V5N6P7Q8R9S0T1V2",
    "query-events, 200, /events/0/status, QUEUED",
    "query-execution, 200, /attempt, 1",
    "query-log, 200, /task_id, 0123456789abcdef0123456789abcdef",
    "query-contract, 200, /openapi, 3.1.0",
    "query-contract, 200, /info/version, local",
    "query-nothing, 404, /type, urn:errand:problem:not-found",
    "query-result, 409, /type, urn:errand:problem:conflict"
  })
  void queryAnswers(String event, int status, String pointer, String value) throws Exception {
    JsonNode answer = answer(query, event);

    assertThat(answer.path("statusCode").asInt()).isEqualTo(status);
    assertThat(JSON.readTree(answer.path("body").asText()).at(pointer).asText()).isEqualTo(value);
  }

  @Test
  void recorderRecordsASuccessWithItsResultWhichTheQueryAnswers() throws Exception {
    recorder.invoke(event("recorder-running"));
    assertThat(report(ID).status()).isEqualTo(Status.RUNNING);
    recorder.invoke(event("recorder-succeeded"));
    recorder.invoke(event("recorder-running"));

    assertThat(report(ID).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(report(ID).state().result().orElseThrow().rowCount()).isEqualTo(3);
    JsonNode result = JSON.readTree(answer(query, "query-result").path("body").asText());
    assertThat(result.at("/artifacts/0/url").asText())
        .startsWith(s3.endpoint() + "/errand/reports/" + ID + "/1-1795514400/report.csv?");
    assertThat(recorder.log()).contains("\"report_id\":\"" + ID + "\"").doesNotContain("pending");
  }

  @ParameterizedTest
  @CsvSource({
    "timed-out, TIMED_OUT, TIMED_OUT",
    "aborted, FAILED, EXECUTION_ABORTED",
    "failed-worker-misconfigured, FAILED, WORKER_MISCONFIGURED",
    "failed-invalid-request, FAILED, INVALID_REQUEST",
    "failed-worker-fault, FAILED, WORKER_FAULT",
    "failed-records-inconsistent, FAILED, RECORDS_INCONSISTENT",
    "failed-records-api-refused, FAILED, RECORDS_API_REFUSED",
    "failed-records-api-unavailable, FAILED, RECORDS_API_UNAVAILABLE",
    "failed-storage-unavailable, FAILED, STORAGE_UNAVAILABLE",
    "failed-deadline-exceeded, FAILED, DEADLINE_EXCEEDED",
    "failed-superseded, FAILED, SUPERSEDED",
    "failed-interrupted, FAILED, INTERRUPTED",
    "failed-spot, FAILED, INTERRUPTED",
    "failed-out-of-memory, FAILED, OUT_OF_MEMORY",
    "failed-task-not-started, FAILED, TASK_START_FAILED",
    "failed-no-capacity, FAILED, TASK_START_FAILED",
    "failed-throttled, FAILED, TASK_START_FAILED",
    "failed-task-refused, FAILED, TASK_START_FAILED",
    "failed-state-timed-out, FAILED, TIMED_OUT",
    "failed-unknown, FAILED, EXECUTION_FAILED"
  })
  void recorderPublishesTheFailureAndNeverTheCause(String event, Status status, FailureCode code)
      throws Exception {
    recorder.invoke(event("recorder-" + event));

    assertThat(report(ID).status()).isEqualTo(status);
    assertThat(report(ID).state().failure()).contains(Failure.of(code));
  }

  @Test
  void deleteLeavesATombstone() throws Exception {
    assertThat(answer(delete, "delete-report").path("statusCode").asInt()).isEqualTo(409);
    recorder.invoke(event("recorder-failed-unknown"));

    assertThat(answer(delete, "delete-report").path("statusCode").asInt()).isEqualTo(204);
    assertThat(report(ID).status()).isEqualTo(Status.DELETED);
  }

  @Test
  void controlCancelsAndRetries() throws Exception {
    JsonNode cancelling = JSON.readTree(answer(control, "control-cancel").path("body").asText());
    recorder.invoke(event("recorder-aborted"));
    assertThat(report(ID).status()).isEqualTo(Status.CANCELLED);
    JsonNode retried = JSON.readTree(answer(control, "control-retry").path("body").asText());

    assertThat(cancelling.path("status").asText()).isEqualTo("CANCELLING");
    assertThat(retried.path("status").asText()).isEqualTo("QUEUED");
    assertThat(retried.path("attempt").asInt()).isEqualTo(2);
    assertThat(stepFunctions.calls())
        .extracting(call -> call.operation() + call.parameters().path("name").asText())
        .contains("StopExecution", "StartExecution" + ID + "-2");
  }

  @Test
  void reconcilerRecordsAStatusWithoutItsEvent() throws Exception {
    reconciler.invoke(event("reconciler-schedule"));

    assertThat(report(ID).status()).isEqualTo(Status.RUNNING);
    assertThat(reconciler.log()).contains("\"RepairsRecorded\":1", "\"Namespace\":\"local\"");
  }

  @Test
  void recorderMakesAReportOfAnExecutionThatWasStartedByHand() throws Exception {
    recorder.invoke(event("recorder-by-hand"));

    Report report = report(new ReportId("client-a-report"));
    assertThat(report.status()).isEqualTo(Status.RUNNING);
    assertThat(report.clientId().orElseThrow()).hasToString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
    assertThat(report.createdAt()).isEqualTo(Instant.ofEpochMilli(1795514400412L));
  }

  @Test
  void recorderFollowsARedrive() throws Exception {
    recorder.invoke(event("recorder-failed-spot"));
    recorder.invoke(event("recorder-redriven"));

    assertThat(report(ID).status()).isEqualTo(Status.RUNNING);
    assertThat(report(ID).state().failure()).isEmpty();
  }

  @Test
  void webhooksAreMadeAndTheirEventsAreDispatchedAtOnceOrLater() throws Exception {
    JsonNode made = answer(webhook, "webhook-post");
    assertThat(made.path("statusCode").asInt()).as(webhook.log()).isEqualTo(201);
    assertThat(JSON.readTree(made.path("body").asText()).path("secret").asText())
        .startsWith("whsec_");
    recorder.invoke(event("recorder-succeeded"));
    assertThat(bus.events())
        .extracting(put -> put.path("detail-type").asText())
        .contains("report.succeeded");

    dispatch.invoke(event("dispatch-event"));
    dispatch.invoke(event("dispatch-schedule"));

    assertThat(table.items())
        .extracting(item -> item.get("pk").s())
        .noneMatch(pk -> pk.startsWith("OUTBOX#"))
        .anyMatch(pk -> pk.startsWith("WEBHOOK#"));
    assertThat(table.items())
        .filteredOn(item -> item.get("sk").s().startsWith("DELIVERY#"))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.get("status").s()).isEqualTo("PENDING");
              assertThat(item.get("error").s()).isEqualTo("UNKNOWN_HOST");
            });
  }

  @Test
  void deadLettersAreShownAndReplayed() throws Exception {
    deadLetters.send(event("recorder-running"), "the table is down");

    JsonNode shown = JSON.readTree(answer(operators, "dead-letters-list").path("body").asText());
    JsonNode replay = JSON.readTree(answer(operators, "dead-letters-replay").path("body").asText());

    assertThat(shown.at("/dead_letters/0/report_id").asText()).isEqualTo(ID.value());
    assertThat(shown.at("/dead_letters/0/error").asText()).isEqualTo("the table is down");
    assertThat(replay.path("replayed").asInt()).isEqualTo(1);
    assertThat(deadLetters.recorded()).contains(JSON.readTree(event("recorder-running")));
    assertThat(deadLetters.size()).isZero();
  }

  /** Otherwise an alarm never fires and a widget stays empty. */
  @Test
  void everyMetricOfOurOwnThatTheTemplateNamesIsPublished() throws Exception {
    reconciler.invoke(event("reconciler-schedule"));
    dispatch.invoke(event("dispatch-schedule"));

    Set<String> published = new TreeSet<>(metrics(reconciler.log()));
    published.addAll(metrics(dispatch.log()));
    assertThat(ownMetricsOfTheTemplate()).hasSizeGreaterThan(6).isSubsetOf(published);
  }

  /** Of lines in the embedded metric format. */
  private static List<String> metrics(String log) throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : log.lines().filter(text -> text.contains("\"_aws\"")).toList()) {
      JSON.readTree(line.substring(line.indexOf('{')))
          .findValues("Name")
          .forEach(name -> names.add(name.asText()));
    }
    return names;
  }

  private static Set<String> ownMetricsOfTheTemplate() throws IOException {
    JsonNode resources =
        JSON.readTree(TestTable.CHECKOUT.root().resolve("deploy/cloudformation.json").toFile())
            .path("Resources");
    Set<String> names = new TreeSet<>();
    resources
        .findParents("MetricName")
        .forEach(
            metric -> {
              if (metric.at("/Namespace/Ref").asText().equals("AWS::StackName")) {
                names.add(metric.path("MetricName").asText());
              }
            });
    String dashboard = resources.at("/Dashboard/Properties/DashboardBody/Fn::Sub").asText();
    for (JsonNode metrics : JSON.readTree(dashboard).findValues("metrics")) {
      if (metrics.at("/0/0").asText().equals("${AWS::StackName}")) {
        metrics.forEach(row -> names.add(row.get(1).asText()));
      }
    }
    return names;
  }

  @Test
  void theLinesThatTheDashboardCountsAsFailedReportsAreWritten() throws Exception {
    recorder.invoke(event("recorder-failed-unknown"));

    assertThat(recorder.log().lines())
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains(
                        "\"message\":\"recorded\"",
                        "\"status\":\"FAILED\"",
                        "\"report_id\":\"",
                        "\"attempt\":",
                        "\"version\":\"local\"",
                        "\"client_id\":\""));
  }

  private Report report(ReportId id) {
    return reports.find(id).orElseThrow().report();
  }

  private static JsonNode answer(ZippedFunction function, String event) throws Exception {
    return JSON.readTree(function.invoke(event(event)));
  }

  private static String event(String name) throws IOException {
    TRIED.add(name);
    return Files.readString(EVENTS.resolve(name + ".json"));
  }
}
