package dev.errand.functions;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.core.Attempt;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.Retention;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Reports of several types: {@code records} and, of these tests alone, {@code invoices}. */
class ReportTypesTest {

  private static final Result RESULT = new Result(0, List.of());

  private final TestClock clock = new TestClock();
  private final TestTable table = TestTable.create();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 2);

  @Test
  void aTypeIsShownWithWhatARequestNeedsAndAnExampleThatIsAccepted() {
    Answer list = read("/v1/report-types");
    assertThat(list.json().path("report_types"))
        .extracting(type -> type.path("name").asText())
        .containsExactly("invoices", "records");

    for (JsonNode type : list.json().path("report_types")) {
      Answer shown = read(type.at("/links/self").asText());

      assertThat(shown.status()).isEqualTo(200);
      assertThat(shown.json().at("/request_schema/type").asText()).isEqualTo("object");
      assertThat(shown.json().path("columns")).isNotEmpty();
      assertThat(submit(CLIENT, shown.json().path("example").toString()).status()).isEqualTo(202);
    }
  }

  @Test
  void aTypeThatThereIsNotIsNotFoundAndTheOthersAreNamed() {
    Answer answer = read("/v1/report-types/payments");

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("/detail")).contains("invoices, records");
  }

  @Test
  void aRequestIsReadByTheSchemaOfItsType() {
    Answer wrong =
        submit(
            CLIENT,
            """
            {"type": "invoices", "shop": "%s", "numbers": [1, 0], "least": "1", "filter": {}}"""
                .formatted(CLIENT));

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().path("errors"))
        .extracting(error -> error.path("pointer").asText() + " " + error.path("detail").asText())
        .containsExactlyInAnyOrder(
            "/numbers/1 Must be 1 or more.",
            "/least Must be a number.",
            "/filter There is no such field. Remove it.");
  }

  @Test
  void anUnknownTypeIsAWrongField() {
    Answer wrong = submit(CLIENT, "{\"type\": \"payments\"}");

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.at("/errors/0/pointer")).isEqualTo("/type");
    assertThat(wrong.at("/errors/0/detail")).contains("invoices, records");
  }

  @Test
  void aReportShowsItsTypeAndTheRequestAsItWasSent() {
    String request =
        """
        { "shop": "%s", "type": "invoices", "name": "Q1", "numbers": [ 1 ], "least": 1.50 }"""
            .formatted(CLIENT);
    Answer accepted = submit(CLIENT, request);
    Answer shown = read(accepted.at("/links/self"));
    JsonNode report = shown.json();

    assertThat(report.path("type").asText()).isEqualTo("invoices");
    assertThat(report.path("name").asText()).isEqualTo("Q1");
    assertThat(report.has("filter")).isFalse();
    assertThat(report.has("formats")).isFalse();
    assertThat(shown.body())
        .contains(
            "{\"shop\":\"%s\",\"type\":\"invoices\",\"name\":\"Q1\",\"numbers\":[1],\"least\":1.50}"
                .formatted(CLIENT));
    assertThat(stepFunctions.executions().get(0).input()).contains(request);
  }

  @Test
  void theOwnerOfAReportIsTheClientThatItsTypeSays() {
    String others = "{\"type\": \"invoices\", \"shop\": \"%s\"}".formatted(OTHER);
    Answer refused = submit(CLIENT, others);
    Answer accepted = submit(OTHER, others);

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.at("/detail")).contains("its client is not shop");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(read(accepted.at("/links/self")).status()).as("another client's").isEqualTo(404);
    assertThat(submit(OTHER, others).status()).isEqualTo(202);
    assertThat(api.send(post(OTHER, "third", "monday")).status())
        .as("the limit is that of all types together")
        .isEqualTo(429);
  }

  @Test
  void reportsOfOneTypeAreListed() {
    String invoices = submit(CLIENT, invoices()).at("/id");
    String records = api.send(post(CLIENT, "key", "monday")).at("/id");

    assertThat(ids("invoices")).containsExactly(invoices);
    assertThat(ids("records")).containsExactly(records);
    assertThat(ids("records,invoices")).containsExactly(records, invoices);
    assertThat(ids("gone")).isEmpty();
    assertThat(list("x!").status()).isEqualTo(400);
  }

  /** What is in the table from the time before there were types. */
  @Test
  void anItemWithoutATypeIsOfTheTypeRecords() {
    String id = api.send(post(CLIENT, "key", "monday")).at("/id");
    table
        .dynamoDb()
        .updateItem(
            update ->
                update
                    .tableName(table.name())
                    .key(
                        Map.of(
                            "pk",
                            AttributeValue.fromS("REPORT#" + id),
                            "sk",
                            AttributeValue.fromS("STATUS")))
                    .updateExpression("REMOVE #type")
                    .expressionAttributeNames(Map.of("#type", "type")));

    JsonNode report = read("/v1/reports/" + id).json();

    assertThat(report.path("type").asText()).isEqualTo("records");
    assertThat(report.at("/filter/start_date").asText()).isEqualTo("2021-01-01");
    assertThat(ids("records")).containsExactly(id);
    assertThat(ids("invoices")).isEmpty();
  }

  @Test
  void theResultIsThatOfTheReportsType() {
    List<String> asked = new ArrayList<>();
    StatusRecorder recorder = recorder(asked);
    submit(CLIENT, invoices());
    api.send(post(CLIENT, "key", "monday"));
    stepFunctions
        .executions()
        .forEach(execution -> stepFunctions.end(execution.attempt(), ExecutionStatus.SUCCEEDED));

    stepFunctions.events().forEach(recorder::record);

    assertThat(asked).contains("invoices", "records");
  }

  @Test
  void anExecutionStartedByHandIsOfTheTypeThatItsInputNames() {
    List<String> asked = new ArrayList<>();
    recorder(asked).record(byHand("by-hand", ExecutionStatus.SUCCEEDED, invoices(), ""));

    JsonNode report = read("/v1/reports/by-hand").json();

    assertThat(asked).containsOnly("invoices");
    assertThat(report.path("type").asText()).isEqualTo("invoices");
    assertThat(report.path("status").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void anExecutionOfAnUnknownTypeFailsWithACodeAndTheTypesThatThereAre() {
    recorder(new ArrayList<>())
        .record(
            byHand(
                "by-hand",
                ExecutionStatus.FAILED,
                "{\"type\": \"payments\"}",
                "Errand.UnknownReportType"));

    JsonNode report = api.send(Call.get("/v1/reports/by-hand").as(CLIENT, "reports:admin")).json();

    assertThat(report.path("type").asText()).isEqualTo("payments");
    assertThat(report.has("request")).isFalse();
    assertThat(report.at("/failure/code").asText()).isEqualTo("invalid-request");
    assertThat(report.at("/failure/detail").asText()).contains("/type", "invoices, records");
  }

  private StatusRecorder recorder(List<String> asked) {
    return new StatusRecorder(
        api.reports(),
        (type, id) -> {
          asked.add(type);
          return Optional.of(RESULT);
        },
        Retention.days(90),
        TaskLimit.NONE);
  }

  private Execution byHand(String name, ExecutionStatus status, String input, String error) {
    return new Execution(
        Attempt.first(new ReportId(name)),
        status,
        0,
        clock.instant(),
        Optional.empty(),
        Optional.of(clock.instant()),
        Optional.of(input),
        Optional.of(error).filter(text -> !text.isEmpty()),
        Optional.empty());
  }

  private static String invoices() {
    return Requests.invoices(CLIENT);
  }

  private Answer submit(UUID client, String body) {
    return api.send(
        Call.post("/v1/reports")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .json(body)
            .as(client, READ_WRITE));
  }

  private Answer read(String path) {
    return api.send(Call.get(path).as(CLIENT, READ_WRITE));
  }

  private Answer list(String type) {
    return api.send(Call.get("/v1/reports").query("type", type).as(CLIENT, READ_WRITE));
  }

  private List<String> ids(String type) {
    return list(type).json().path("reports").findValuesAsText("id");
  }
}
