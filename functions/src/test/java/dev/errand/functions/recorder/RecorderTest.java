package dev.errand.functions.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.FailureCode;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Failure;
import dev.errand.functions.report.Report;
import dev.errand.functions.report.Status;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestContext;
import dev.errand.functions.testing.TestTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The recorder over a real table, fed with the sample events and variants of them. */
class RecorderTest {

  private static final Path EVENTS = TestTable.CHECKOUT.root().resolve("events");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ReportId ID = new ReportId("01JDF3T7C4V5N6P7Q8R9S0T1V2");
  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");

  private final TestClock clock = new TestClock();
  private final TestTable table = TestTable.create();
  private final TestApi api = new TestApi(table, new StepFunctionsModel(clock), clock, 10);
  private final RecorderHandler recorder =
      new RecorderHandler(api.statusRecorder(id -> Optional.empty()));
  private final TestContext context = new TestContext();

  @ParameterizedTest
  @CsvSource({
    "deadline-exceeded, DEADLINE_EXCEEDED",
    "invalid-request, INVALID_REQUEST",
    "spot, INTERRUPTED",
    "storage-unavailable, STORAGE_UNAVAILABLE",
    "worker-fault, WORKER_FAULT"
  })
  void readsTheWorkersEndAlthoughASidecarStandsFirst(String event, FailureCode code)
      throws IOException {
    ObjectNode failed = event("recorder-failed-" + event);
    ObjectNode task = (ObjectNode) JSON.readTree(failed.at("/detail/cause").asText());
    ((ArrayNode) task.path("Containers"))
        .insertObject(0)
        .put("Name", "aws-guardduty-agent")
        .put("ExitCode", 64)
        .put("Reason", "OutOfMemoryError: container killed");
    detail(failed).put("cause", task.toString());

    record(failed);

    assertThat(report().state().failure().map(Failure::code)).contains(code);
  }

  @Test
  void recordsASuccessWithoutAManifestAsAFailureThatCanBeRetried() throws IOException {
    record(event("recorder-succeeded"));

    Answer answer = api.send(Call.get("/v1/reports/" + ID).as(CLIENT, Requests.READ_WRITE));
    assertThat(answer.at("/status")).isEqualTo("FAILED");
    assertThat(answer.at("/failure/code")).isEqualTo("result-missing");
    assertThat(answer.json().at("/failure/retryable").asBoolean()).isTrue();
    assertThat(answer.json().at("/links").has("result")).isFalse();
    assertThat(context.log())
        .contains("\"level\":\"WARN\"", "manifest is not there", "\"report_id\":\"" + ID + "\"");

    Answer retried =
        api.send(Call.post("/v1/reports/" + ID + "/retry").as(CLIENT, Requests.READ_WRITE));
    assertThat(retried.status()).isEqualTo(202);
  }

  @Test
  void namesTheFieldThatMakesARequestByHandInvalid() throws IOException {
    ObjectNode failed = event("recorder-failed-invalid-request");
    detail(failed)
        .put("name", "by-hand")
        .put(
            "input",
            """
            {"filter": {"client_id": "%s", "start_date": "2021-13-01", "end_date": "2021-12-31"}}"""
                .formatted(CLIENT));

    record(failed);

    Report report = api.reports().find(new ReportId("by-hand")).orElseThrow().report();
    assertThat(report.status()).isEqualTo(Status.FAILED);
    assertThat(report.state().failure().orElseThrow().detail())
        .startsWith("The report request is not valid: /filter/start_date: ")
        .doesNotContain(".;");
  }

  @Test
  void theTimelineShowsTheRetriesOfARunningTaskAndKeepsThemWhenItHasEnded() throws IOException {
    record(event("recorder-running"));
    workerRetries(4);

    JsonNode running = timeline().get(0);
    assertThat(running.at("/status").asText()).isEqualTo("RUNNING");
    assertThat(running.at("/retries/failed_tries").asInt()).isEqualTo(4);
    assertThat(running.at("/waiting/try").asInt()).isEqualTo(5);
    assertThat(running.at("/waiting/reason").asText()).isEqualTo("connection refused");

    workerRetries(10);
    record(event("recorder-failed-records-api-unavailable"));
    workerRetries(1);

    assertThat(timeline().get(0).has("retries")).isFalse();
    JsonNode failed = timeline().get(1);
    assertThat(failed.at("/failure_code").asText()).isEqualTo("records-api-unavailable");
    assertThat(failed.at("/retries/failed_tries").asInt()).isEqualTo(10);
    assertThat(failed.at("/retries/last_reason").asText()).isEqualTo("connection refused");
    assertThat(failed.has("waiting")).isFalse();
  }

  private JsonNode timeline() {
    return api.send(Call.get("/v1/reports/" + ID + "/events").as(CLIENT, Requests.READ_WRITE))
        .json()
        .at("/events");
  }

  /** The worker's progress item after some tries of the records API have failed. */
  private void workerRetries(int failedTries) {
    AttributeValue reason = AttributeValue.fromS("connection refused");
    String now = Instant.parse("2026-11-24T10:10:00Z").toString();
    table
        .dynamoDb()
        .putItem(
            put ->
                put.tableName(table.name())
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("PROGRESS#" + ID),
                            "sk", AttributeValue.fromS("PROGRESS"),
                            "attempt", AttributeValue.fromN("1"),
                            "stage", AttributeValue.fromS("reading"),
                            "records", AttributeValue.fromN("0"),
                            "updated_at", AttributeValue.fromS(now),
                            "retries",
                                AttributeValue.fromM(
                                    Map.of(
                                        "failed_tries",
                                        AttributeValue.fromN("" + failedTries),
                                        "last_reason",
                                        reason)),
                            "waiting",
                                AttributeValue.fromM(
                                    Map.of(
                                        "try", AttributeValue.fromN("" + (failedTries + 1)),
                                        "of", AttributeValue.fromN("10"),
                                        "next_try_at", AttributeValue.fromS(now),
                                        "reason", reason)))));
  }

  private void record(JsonNode event) throws IOException {
    recorder.handleRequest(
        new ByteArrayInputStream(JSON.writeValueAsBytes(event)),
        OutputStream.nullOutputStream(),
        context);
  }

  private Report report() {
    return api.reports().find(ID).orElseThrow().report();
  }

  private static ObjectNode event(String name) throws IOException {
    return (ObjectNode) JSON.readTree(EVENTS.resolve(name + ".json").toFile());
  }

  private static ObjectNode detail(ObjectNode event) {
    return (ObjectNode) event.path("detail");
  }
}
