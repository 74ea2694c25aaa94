package dev.errand.functions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.FailureCode;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.tasklog.TaskLog;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.ApiContract;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Walks every operation of the contract, happy and unhappy; every answer is held to it. Seeded
 * fault: a part of the walk that is left out, whatever other classes have asked for before.
 */
class ContractTest {

  private static final UUID CLIENT = UUID.fromString("1266cd5a-1dfa-44f2-83ca-534c30b38555");
  private static final UUID OTHER = UUID.fromString("6b9a36ad-7f33-4ef5-9b5b-28d1ff1d1a52");
  private static final String READ_WRITE = "reports:read reports:write";

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 2);

  @Test
  void everyOperationAnswersAsTheContractSays() {
    posting();
    following();
    listing();
    controlling();
    downloading();
    deleting();
    gettingLost();

    assertThat(api.seen())
        .contains(
            "POST /v1/reports 202",
            "POST /v1/reports 400",
            "POST /v1/reports 403",
            "POST /v1/reports 413",
            "POST /v1/reports 415",
            "POST /v1/reports 422",
            "POST /v1/reports 429",
            "GET /v1/reports 200",
            "GET /v1/reports 400",
            "GET /v1/reports 403",
            "GET /v1/reports/{id} 200",
            "GET /v1/reports/{id} 304",
            "GET /v1/reports/{id} 403",
            "GET /v1/reports/{id} 404",
            "POST /v1/reports/{id}/cancel 200",
            "POST /v1/reports/{id}/cancel 202",
            "POST /v1/reports/{id}/cancel 404",
            "POST /v1/reports/{id}/cancel 409",
            "POST /v1/reports/{id}/retry 202",
            "POST /v1/reports/{id}/retry 404",
            "POST /v1/reports/{id}/retry 409",
            "POST /v1/reports/{id}/retry 429",
            "GET /v1/reports/{id}/result 200",
            "GET /v1/reports/{id}/result 404",
            "GET /v1/reports/{id}/result 409",
            "GET /v1/reports/{id}/result 410",
            "GET /v1/reports/{id}/events 200",
            "GET /v1/reports/{id}/events 404",
            "GET /v1/reports/{id}/execution 200",
            "GET /v1/reports/{id}/execution 400",
            "GET /v1/reports/{id}/execution 404",
            "GET /v1/reports/{id}/log 200",
            "GET /v1/reports/{id}/log 400",
            "GET /v1/reports/{id}/log 403",
            "DELETE /v1/reports/{id} 204",
            "DELETE /v1/reports/{id} 404",
            "DELETE /v1/reports/{id} 409",
            "GET /v1/reports/{id} 410",
            "POST /v1/reports/{id}/retry 410",
            "GET /v1/openapi.json 200");
  }

  @Test
  void anAnswerThatBreaksTheContractIsNoticed() {
    Call call = Call.get("/v1/reports/x");
    Answer answer = send(Call.get("/v1/reports/" + post(CLIENT, "key").at("/id")));

    assertThat(ApiContract.breaches(call, answer)).isEmpty();
    for (String breach :
        List.of("\"attempt\":\"1\"", "\"attempt\":-1", "\"attempt\":null", "\"tries\":1")) {
      assertThat(
              ApiContract.breaches(
                  call,
                  new Answer(
                      200, answer.headers(), answer.body().replace("\"attempt\":1", breach))))
          .as(breach)
          .isNotEmpty();
    }
    assertThat(ApiContract.breaches(call, new Answer(418, answer.headers(), answer.body())))
        .isNotEmpty();
  }

  @Test
  void everyOperationPromisesWhatApiGatewayAnswersAndNamesItsScopes() {
    JsonNode contract = api.send(Call.get("/v1/openapi.json")).json();
    for (JsonNode path : contract.path("paths")) {
      for (Map.Entry<String, JsonNode> method : path.properties()) {
        JsonNode operation = method.getValue();
        if (!operation.has("operationId")) {
          continue;
        }
        String name = operation.path("operationId").asText();
        for (String status : List.of("429", "500", "503")) {
          JsonNode response = resolved(contract, operation.path("responses").path(status));
          assertThat(response.at("/content/application~1json/schema/$ref").asText())
              .as("%s %s", name, status)
              .endsWith("GatewayMessage");
        }
        assertThat(operation.path("responses"))
            .as(name)
            .allSatisfy(
                response ->
                    assertThat(resolved(contract, response).path("headers").has("Apigw-Requestid"))
                        .isTrue());
        String scope = method.getKey().equals("get") ? "reports:read" : "reports:write";
        if (operation.path("tags").toString().contains("operators")) {
          assertThat(operation.path("security").toString())
              .as(name)
              .isEqualTo("[{\"token\":[\"reports:admin\"]}]");
        } else if (!name.equals("getContract")) {
          assertThat(operation.path("security").toString())
              .as(name)
              .isEqualTo("[{\"token\":[\"%s\"]},{\"token\":[\"reports:admin\"]}]".formatted(scope));
        }
      }
    }
  }

  @Test
  void theContractNamesEveryFailureCode() {
    JsonNode contract = api.send(Call.get("/v1/openapi.json")).json();

    assertThat(contract.at("/components/schemas/FailureCode/enum"))
        .extracting(JsonNode::asText)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(FailureCode.values()).map(FailureCode::word).toList());
  }

  @Test
  void aProblemNamesItsRequestAsTheLogDoes() {
    Answer problem = send(Call.get("/v1/reports").query("page_size", "0").id("KXa1PjYxIAMEJSg="));

    assertThat(problem.at("/request_id")).isEqualTo("KXa1PjYxIAMEJSg=");
    send(Call.post("/v1/reports").json(body(CLIENT, "monday")).id("KXa1PjYxIAMEJSh="));
    assertThat(api.log()).contains("\"request_id\":\"KXa1PjYxIAMEJSh=\"");
  }

  @Test
  void everyExampleOfTheContractFitsItsSchema() {
    JsonNode contract = api.send(Call.get("/v1/openapi.json")).json();
    List<String> checked = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        for (Map.Entry<String, JsonNode> entry : method.getValue().path("responses").properties()) {
          JsonNode response = resolved(contract, entry.getValue());
          for (Map.Entry<String, JsonNode> content : response.path("content").properties()) {
            for (JsonNode example : examples(content.getValue())) {
              Call call = Call.of(method.getKey().toUpperCase(Locale.ROOT), path.getKey());
              Answer answer =
                  new Answer(
                      Integer.parseInt(entry.getKey()),
                      Map.of("Content-Type", content.getKey()),
                      example.toString());
              assertThat(ApiContract.breaches(call, answer)).as("%s", answer).isEmpty();
              checked.add(entry.getKey());
            }
          }
        }
      }
    }
    assertThat(checked).contains("200", "400", "401", "403", "404", "409", "413", "422", "429");
  }

  private static JsonNode resolved(JsonNode contract, JsonNode response) {
    return response.has("$ref")
        ? contract.at(response.path("$ref").asText().substring(1))
        : response;
  }

  private static List<JsonNode> examples(JsonNode content) {
    List<JsonNode> examples = new ArrayList<>();
    if (content.has("example")) {
      examples.add(content.path("example"));
    }
    content.path("examples").forEach(example -> examples.add(example.path("value")));
    return examples;
  }

  private void posting() {
    Answer accepted = post(CLIENT, "key");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("Location")).contains("/v1/reports/" + accepted.at("/id"));
    assertThat(post(CLIENT, "key").at("/id")).isEqualTo(accepted.at("/id"));
    assertThat(
            send(Call.post("/v1/reports").header("idempotency-key", "key").json(body(CLIENT, "x")))
                .status())
        .isEqualTo(422);
    assertThat(
            send(Call.post("/v1/reports").json("{\"filter\": {\"a\": 1}}")).at("/errors/0/pointer"))
        .isEqualTo("/filter/client_id");
    assertThat(send(Call.post("/v1/reports").json("{")).at("/detail")).startsWith("Line 1, column");
    assertThat(send(Call.post("/v1/reports").json(" ".repeat(8193))).status()).isEqualTo(413);
    assertThat(send(Call.post("/v1/reports").header("content-type", "text/csv")).status())
        .isEqualTo(415);
    assertThat(send(Call.post("/v1/reports").json(body(OTHER, "x"))).status()).isEqualTo(403);
    assertThat(preview().header("Location")).isEmpty();
    assertThat(post(CLIENT, "second").status()).isEqualTo(202);
    Answer refused = post(CLIENT, "third");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isPresent();
    assertThat(preview().status()).isEqualTo(429);
    assertThat(post(CLIENT, "key").header("Idempotent-Replay")).contains("true");
  }

  private void lookingIntoTheExecution(String path) {
    Call call = Call.get(path + "/execution");
    JsonNode toTheClient = send(call).json();
    JsonNode toAnAdministrator = api.send(call.as(OTHER, "reports:admin")).json();

    assertThat(toTheClient.at("/visits/0/outcome").asText()).isEqualTo("RUNNING");
    assertThat(toTheClient.at("/visits/0").has("input")).isFalse();
    assertThat(toTheClient.toString()).doesNotContain("arn:");
    assertThat(toAnAdministrator.at("/visits/0/input").asText()).contains(CLIENT.toString());
    assertThat(toAnAdministrator.at("/visits/0/task_arn").asText()).startsWith("arn:");
    assertThat(send(call.query("attempt", "1")).status()).isEqualTo(200);
    for (String attempt : List.of("0", "2", "-1", "x", "", "99999999999")) {
      assertThat(send(call.query("attempt", attempt)).status()).as(attempt).isEqualTo(400);
    }
    assertThat(api.send(call.as(OTHER, READ_WRITE)).status()).isEqualTo(404);
  }

  private void readingTheLog(String path) {
    Call call = Call.get(path + "/log").as(OTHER, "reports:admin");
    assertThat(api.send(call).json().at("/lines")).as("it has just begun").isEmpty();
    for (int i = 1; i <= 3; i++) {
      api.log("1", new TaskLog.Line(clock.instant(), "line <" + i + ">"));
    }
    JsonNode log = api.send(call).json();

    assertThat(log.at("/lines").findValuesAsText("text"))
        .containsExactly("line <1>", "line <2>", "line <3>");
    assertThat(log.at("/is_complete").asBoolean()).isTrue();
    JsonNode end = api.send(call.query("limit", "2").query("attempt", "1")).json();
    assertThat(end.at("/lines").findValuesAsText("text")).containsExactly("line <2>", "line <3>");
    assertThat(end.at("/is_complete").asBoolean()).isFalse();
    for (String limit : List.of("0", "1001", "-1", "x", "")) {
      assertThat(api.send(call.query("limit", limit)).status()).as(limit).isEqualTo(400);
    }
    assertThat(send(Call.get(path + "/log")).status()).as("its owner").isEqualTo(403);
    assertThat(api.send(Call.get(path + "/log").as(OTHER, READ_WRITE)).status()).isEqualTo(403);
  }

  private Answer preview() {
    return send(
        Call.post("/v1/reports").query("validate_only", "true").json(body(CLIENT, "preview")));
  }

  private void following() {
    String path = "/v1/reports/" + post(CLIENT, "key").at("/id");
    Answer report = send(Call.get(path));
    assertThat(report.at("/status")).isEqualTo("QUEUED");
    String tag = report.header("ETag").orElseThrow();
    assertThat(send(Call.get(path).header("if-none-match", tag)).status()).isEqualTo(304);
    deliverAll();
    assertThat(send(Call.get(path).header("if-none-match", tag)).at("/status"))
        .isEqualTo("RUNNING");
    long young = Long.parseLong(report.header("Retry-After").orElseThrow());
    clock.advance(Duration.ofMinutes(5));
    assertThat(Long.parseLong(send(Call.get(path)).header("Retry-After").orElseThrow()))
        .isGreaterThan(young);
    assertThat(api.send(Call.get(path).as(OTHER, READ_WRITE)).status()).isEqualTo(404);
    assertThat(api.send(Call.get(path).as(CLIENT, "reports:write")).status()).isEqualTo(403);
    assertThat(api.send(Call.get(path).as(OTHER, "reports:admin")).status()).isEqualTo(200);
    assertThat(send(Call.get(path + "/events")).json().at("/events")).hasSize(2);
    lookingIntoTheExecution(path);
    readingTheLog(path);
    workerWaits(report.at("/id"));
    JsonNode waiting = send(Call.get(path)).json().at("/progress/waiting");
    assertThat(waiting.path("try").intValue()).isEqualTo(2);
    assertThat(waiting.path("of").intValue()).isEqualTo(10);
    assertThat(waiting.path("next_try_at").textValue()).isEqualTo("2026-11-24T10:12:47Z");
    assertThat(waiting.path("reason").textValue()).isEqualTo("connection refused");
    assertThat(api.send(Call.get(path + "/events").as(OTHER, READ_WRITE)).status()).isEqualTo(404);
  }

  /** The worker cannot reach the records API. */
  private void workerWaits(String id) {
    table
        .dynamoDb()
        .putItem(
            put ->
                put.tableName(table.name())
                    .item(
                        Map.of(
                            "pk", AttributeValue.fromS("PROGRESS#" + id),
                            "sk", AttributeValue.fromS("PROGRESS"),
                            "attempt", AttributeValue.fromN("1"),
                            "stage", AttributeValue.fromS("starting"),
                            "records", AttributeValue.fromN("0"),
                            "updated_at", AttributeValue.fromS(clock.instant().toString()),
                            "waiting",
                                AttributeValue.fromM(
                                    Map.of(
                                        "try", AttributeValue.fromN("2"),
                                        "of", AttributeValue.fromN("10"),
                                        "next_try_at", AttributeValue.fromS("2026-11-24T10:12:47Z"),
                                        "reason", AttributeValue.fromS("connection refused"))))));
  }

  private void listing() {
    Answer first = send(Call.get("/v1/reports").query("page_size", "1"));
    assertThat(first.json().at("/reports")).hasSize(1);
    String token = first.at("/next_page_token");
    Answer second =
        send(Call.get("/v1/reports").query("page_size", "1").query("page_token", token));
    assertThat(second.at("/reports/0/id")).isLessThan(first.at("/reports/0/id"));
    assertThat(second.json().has("next_page_token")).isFalse();
    assertThat(
            send(Call.get("/v1/reports").query("page_token", token).query("status", "RUNNING"))
                .status())
        .isEqualTo(400);
    assertThat(send(Call.get("/v1/reports").query("client_id", OTHER.toString())).status())
        .isEqualTo(403);
    assertThat(send(Call.get("/v1/reports").query("page_size", "1000")).status()).isEqualTo(400);
  }

  private void controlling() {
    String path = "/v1/reports/" + post(CLIENT, "key").at("/id");
    assertThat(send(Call.post(path + "/retry")).status()).isEqualTo(409);
    assertThat(send(Call.post(path + "/cancel")).at("/status")).isEqualTo("CANCELLING");
    deliverAll();
    assertThat(send(Call.post(path + "/cancel")).at("/status")).isEqualTo("CANCELLED");
    Answer third = post(CLIENT, "third");
    assertThat(third.status()).isEqualTo(202);
    assertThat(send(Call.post(path + "/retry")).status()).isEqualTo(429);
    stepFunctions.end(attempt(third), ExecutionStatus.FAILED);
    deliverAll();
    Answer retried = send(Call.post(path + "/retry"));
    assertThat(retried.at("/attempt")).isEqualTo("2");
    assertThat(retried.at("/status")).isEqualTo("QUEUED");
    assertThat(send(Call.post("/v1/reports/none/cancel")).status()).isEqualTo(404);
    assertThat(send(Call.post("/v1/reports/none/retry")).status()).isEqualTo(404);
  }

  private void downloading() {
    Answer report = post(CLIENT, "second");
    String path = "/v1/reports/" + report.at("/id");
    assertThat(send(Call.get(path + "/result")).header("Retry-After")).isPresent();
    stepFunctions.end(attempt(report), ExecutionStatus.SUCCEEDED);
    deliverAll();
    Answer result = send(Call.get(path + "/result"));
    assertThat(result.at("/row_count")).isEqualTo("3");
    assertThat(result.at("/artifacts/0/url")).contains("X-Amz-Signature=");
    assertThat(send(Call.post(path + "/cancel")).status()).isEqualTo(409);
    assertThat(send(Call.get("/v1/reports/none/result")).status()).isEqualTo(404);
    clock.advance(Duration.ofDays(91));
    assertThat(send(Call.get(path + "/result")).status()).isEqualTo(410);
  }

  private void deleting() {
    Answer report = post(OTHER, "doomed");
    String path = "/v1/reports/" + report.at("/id");
    assertThat(ofOther(Call.of("DELETE", path)).status()).isEqualTo(409);
    stepFunctions.end(attempt(report), ExecutionStatus.FAILED);
    deliverAll();
    assertThat(ofOther(Call.of("DELETE", path)).status()).isEqualTo(204);
    assertThat(ofOther(Call.get(path)).status()).isEqualTo(410);
    assertThat(ofOther(Call.post(path + "/retry")).status()).isEqualTo(410);
    assertThat(send(Call.of("DELETE", "/v1/reports/none")).status()).isEqualTo(404);
  }

  private Answer ofOther(Call call) {
    return api.send(call.as(OTHER, READ_WRITE));
  }

  private void gettingLost() {
    assertThat(send(Call.get("/v1/openapi.json")).at("/openapi")).isEqualTo("3.1.0");
    assertThat(send(Call.get("/v2/reports")).status()).isEqualTo(404);
    Answer wrongMethod = send(Call.of("PUT", "/v1/reports/x"));
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.header("Allow")).hasValue("DELETE, GET");
  }

  private Answer send(Call call) {
    return api.send(call.as(CLIENT, READ_WRITE));
  }

  private Answer post(UUID client, String key) {
    return api.send(
        Call.post("/v1/reports")
            .header("Idempotency-Key", key)
            .json(body(client, "monday"))
            .as(client, READ_WRITE));
  }

  private void deliverAll() {
    for (Execution event : stepFunctions.events()) {
      api.statusRecorder(ContractTest::result).record(event);
    }
  }

  private static Optional<Result> result(ExecutionId id) {
    return Optional.of(
        new Result(
            3,
            List.of(
                new Artifact(
                    "report.csv", "reports/" + id.folder() + "/report.csv", 9, "text/csv", "ab"))));
  }

  private static Attempt attempt(Answer report) {
    return new Attempt(new ReportId(report.at("/id")), 1);
  }

  private static String body(UUID client, String name) {
    return """
        {"filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-12-31"},
         "name": "%s"}"""
        .formatted(client, name);
  }
}
