package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.cli.ContractWalk.Answer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an integrator can do with the API by its contract alone, step by step. */
@OnSharedStage
class ContractIT {

  private static final String REQUEST = Reports.example("client-a.json");
  private static final String CLIENT = Reports.json(REQUEST).at("/filter/client_id").asText();
  private static final String UNKNOWN = "01ARZ3NDEKTSV4RRFFQ69G5FAV";
  private static final Set<String> FINAL = Set.of("SUCCEEDED", "FAILED", "TIMED_OUT", "CANCELLED");

  /** Needs a fault of ours, or 90 days. */
  private static final List<String> WEBHOOK_OPERATIONS =
      List.of(
          "postWebhook",
          "listWebhooks",
          "getWebhook",
          "patchWebhook",
          "deleteWebhook",
          "rotateSecret",
          "pingWebhook",
          "listDeliveries",
          "redeliver");

  /**
   * A task starts before a caller can ask for its log; a unit test has that answer. Three
   * operations meet their limits here, the others' are too high to be met on a slow machine.
   */
  private static final Pattern NOT_FROM_OUTSIDE =
      Pattern.compile(".* (410|500|503)|getLog 409|(?!getLog|postReport|retryReport).* 429");

  private final StageProcess stage;
  private ContractWalk walk;
  private String[] token;

  ContractIT(StageProcess stage) {
    this.stage = stage;
  }

  @BeforeEach
  void start() {
    walk = new ContractWalk(stage.uri("api"));
    token = bearer(Reports.of(stage, CLIENT, "reports:read reports:write"));
  }

  @Test
  void everyOperationGivesEveryAnswerThatItPromises() throws Exception {
    assertThat(call("getContract", "", "", "").status()).isEqualTo(200);
    String report = post();
    follow(report);
    readTheLog(report);
    download(report);
    list(report);
    learnTypes();
    cancelAndRetry();
    fillUp();
    beRefused(report);
    delete(report);
    haveWebhooks();
    replay();
    beThrottled();

    Set<String> missing = new TreeSet<>(walk.promised());
    missing.removeAll(walk.seen());
    missing.removeIf(answer -> NOT_FROM_OUTSIDE.matcher(answer).matches());
    assertThat(missing).as("answers of the contract that no call has received").isEmpty();
  }

  private String post() {
    String key = UUID.randomUUID().toString();
    Answer accepted = walk.call("postReport", "", "", REQUEST, json("Idempotency-Key", key));
    Answer replayed = walk.call("postReport", "", "", REQUEST, json("Idempotency-Key", key));
    Answer reused = walk.call("postReport", "", "", REQUEST + " ", json("Idempotency-Key", key));
    Answer preview = walk.call("postReport", "", "?validate_only=true", REQUEST, json());

    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("Location")).isEqualTo(accepted.json().at("/links/self").asText());
    assertThat(accepted.header("Retry-After")).isNotEmpty();
    assertThat(replayed.header("Idempotent-Replay")).isEqualTo("true");
    assertThat(replayed.json().path("id")).isEqualTo(accepted.json().path("id"));
    assertThat(reused.status()).isEqualTo(422);
    assertThat(preview.status()).isEqualTo(202);
    assertThat(preview.json().has("id")).isFalse();

    Answer wrong =
        walk.call("postReport", "", "", "{\"filter\": {\"client_id\": 1}, \"x\": 2}", json());
    assertThat(wrong.json().path("errors"))
        .extracting(error -> error.path("pointer").asText())
        .contains("/filter/client_id", "/filter/start_date", "/filter/end_date", "/x");
    assertThat(walk.call("postReport", "", "", "{\n \"filter\": ", json()).json().toString())
        .as("the answer names the position in malformed JSON")
        .contains("Line 2, column");
    String tooLarge = REQUEST + " ".repeat(8192);
    assertThat(walk.call("postReport", "", "", tooLarge, json()).status()).isEqualTo(413);
    assertThat(
            walk.call("postReport", "", "", REQUEST, with("Content-Type", "text/plain")).status())
        .isEqualTo(415);
    return accepted.json().path("id").asText();
  }

  private void follow(String id) {
    Instant limit = Instant.now().plus(Duration.ofMinutes(3));
    Answer answer = call("getReport", id, "", "");
    while (!FINAL.contains(answer.json().path("status").asText())) {
      assertThat(Instant.now()).isBefore(limit);
      assertThat(answer.header("Retry-After")).isNotEmpty();
      answer = walk.call("getReport", id, "", "", with("Prefer", "wait=20"));
    }
    assertThat(answer.json().path("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(answer.header("Retry-After")).as("a final report changes no more").isEmpty();
    Answer same = walk.call("getReport", id, "", "", with("If-None-Match", answer.header("ETag")));
    assertThat(same.status()).isEqualTo(304);
    assertThat(walk.call("getReport", id, "", "", with("Prefer", "wait=x")).status())
        .isIn(200, 400);
    JsonNode timeline = call("getEvents", id, "", "").json().path("events");
    assertThat(timeline)
        .extracting(event -> event.path("status").asText())
        .containsExactly("QUEUED", "RUNNING", "SUCCEEDED");
    JsonNode execution = call("getExecution", id, "?attempt=1", "").json();
    assertThat(execution.path("visits"))
        .extracting(visit -> visit.path("state").asText() + " " + visit.path("outcome").asText())
        .containsExactly("Begin SUCCEEDED", "Generate report SUCCEEDED");
    assertThat(execution.path("visits").findValues("input")).as("is for administrators").isEmpty();
    assertThat(execution.at("/graph/states").findValuesAsText("name")).contains("No task");
    assertThat(call("getExecution", id, "?attempt=2", "").status()).isEqualTo(400);
  }

  private void readTheLog(String id) {
    String[] administrator = bearer(Reports.of(stage, CLIENT, "reports:admin"));
    Answer log = walk.call("getLog", id, "?limit=1", "", administrator);
    assertThat(log.json().path("lines")).hasSize(1);
    assertThat(walk.call("getLog", id, "?limit=0", "", administrator).status()).isEqualTo(400);
    assertThat(walk.call("getLog", UNKNOWN, "", "", administrator).status()).isEqualTo(404);
    assertThat(call("getLog", id, "", "").status()).as("its owner").isEqualTo(403);
    // this route takes four calls at once
    await().until(() -> walk.call("getLog", id, "", "").status() == 401);
  }

  private void download(String id) throws Exception {
    Answer result = call("getResult", id, "", "");
    assertThat(result.json().path("row_count").asInt()).isPositive();
    for (JsonNode artifact : result.json().path("artifacts")) {
      byte[] file =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(artifact.path("url").asText())).build(),
                  BodyHandlers.ofByteArray())
              .body();
      assertThat(file).hasSize(artifact.path("size_bytes").asInt());
      assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file)))
          .isEqualTo(artifact.path("sha256").asText());
      assertThat(Instant.parse(artifact.path("expires_at").asText())).isAfter(Instant.now());
    }
  }

  private void list(String id) {
    String second = accepted(REQUEST);
    Answer first = call("listReports", "", "?page_size=1", "");
    assertThat(first.json().at("/reports/0/id").asText()).isEqualTo(second);
    String next = first.json().path("next_page_token").asText();
    assertThat(call("listReports", "", "?page_size=1&page_token=" + next, "").status())
        .isEqualTo(200);
    assertThat(call("listReports", "", "?page_size=1&page_token=" + next + "x", "").status())
        .isEqualTo(400);
    assertThat(call("listReports", "", "?status=SUCCEEDED", "").response().body()).contains(id);
    assertThat(call("listReports", "", "?client_id=" + UUID.randomUUID(), "").status())
        .isEqualTo(403);
  }

  private void learnTypes() {
    assertThat(call("listReportTypes", "", "", "").json().at("/report_types/0/name").asText())
        .isEqualTo("records");
    JsonNode records = call("getReportType", "records", "", "").json();
    assertThat(records.path("columns")).hasSize(8);
    assertThat(accepted(records.path("example").toString())).isNotEmpty();
    assertThat(call("listReports", "", "?type=records&page_size=1", "").json().path("reports"))
        .hasSize(1);
    assertThat(call("listReports", "", "?type=invoices", "").json().path("reports")).isEmpty();
    Answer unknown = walk.call("postReport", "", "", "{\"type\": \"invoices\"}", json());
    assertThat(unknown.status()).isEqualTo(400);
    assertThat(unknown.json().at("/errors/0/pointer").asText()).isEqualTo("/type");
  }

  /** The stage starts the function with the first call, which can take too long for an answer. */
  private void cancelAndRetry() {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> call("retryReport", UNKNOWN, "", "").status() == 404);
    String id = accepted(REQUEST);
    assertThat(call("getResult", id, "", "").status()).isEqualTo(409);
    assertThat(call("retryReport", id, "", "").status()).isEqualTo(409);
    String cancelKey = UUID.randomUUID().toString();
    String retryKey = UUID.randomUUID().toString();
    cancelPaused(id, cancelKey);
    awaitStatus(id, "CANCELLED");
    assertThat(call("cancelReport", id, "", "").status()).isEqualTo(200);
    assertThat(withKey("retryReport", id, cancelKey).status()).isEqualTo(422);
    Answer retried = withKey("retryReport", id, retryKey);
    assertThat(withKey("cancelReport", id, retryKey).status()).isEqualTo(422);
    assertThat(retried.status()).isEqualTo(202);
    assertThat(retried.json().path("attempt").asInt()).isEqualTo(2);
    awaitStatus(id, "SUCCEEDED");
    assertThat(call("cancelReport", id, "", "").status()).isEqualTo(409);
  }

  /** Its worker is paused, so that it cannot be faster than the request. */
  @SuppressWarnings("try")
  private void cancelPaused(String id, String key) {
    try (PausedWorker worker = PausedWorker.of(stage, id)) {
      assertThat(withKey("cancelReport", id, key).status()).isEqualTo(202);
    }
  }

  private Answer withKey(String operation, String id, String key) {
    return walk.call(operation, id, "", "", with("Idempotency-Key", key));
  }

  /** Another client, so that its active reports are no other test's. */
  private void fillUp() {
    String busy = UUID.randomUUID().toString();
    String body = REQUEST.replace(CLIENT, busy);
    Reports client = Reports.of(stage, busy, "reports:read reports:write");
    String cancelled = client.accepted(body);
    client.post("/v1/reports/" + cancelled + "/cancel", "");
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> client.report(cancelled).path("status").asText().equals("CANCELLED"));
    List<CompletableFuture<Integer>> statuses =
        IntStream.range(0, 20)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> client.post(body).statusCode()))
            .toList();
    assertThat(statuses.stream().map(CompletableFuture::join).toList()).contains(202, 429);
    String[] headers = bearer(client);
    await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(Duration.ZERO)
        .untilAsserted(
            () -> {
              client.post(body);
              Answer posted =
                  walk.call(
                      "postReport",
                      "",
                      "",
                      body,
                      join(headers, "Content-Type", "application/json"));
              Answer retried = walk.call("retryReport", cancelled, "", "", headers);
              assertThat(posted.status()).isEqualTo(429);
              assertThat(posted.header("Retry-After")).isNotEmpty();
              assertThat(retried.status()).isEqualTo(429);
            });
  }

  private void beRefused(String report) {
    String[] none = {};
    String[] unfit = bearer(Reports.of(stage, CLIENT, "reports:write"));
    String[] unfitToWrite = bearer(Reports.of(stage, CLIENT, "reports:read"));
    for (String operation :
        List.of(
            "getReport",
            "getResult",
            "getEvents",
            "getExecution",
            "listReports",
            "listReportTypes",
            "getReportType")) {
      assertThat(walk.call(operation, report, "", "", none).status()).isEqualTo(401);
      assertThat(walk.call(operation, report, "", "", unfit).status()).isEqualTo(403);
      assertThat(call(operation, report, "?surprise=1", "").status()).isEqualTo(400);
    }
    for (String operation : List.of("postReport", "cancelReport", "retryReport", "deleteReport")) {
      assertThat(walk.call(operation, report, "", "", none).status()).isEqualTo(401);
      assertThat(walk.call(operation, report, "", "", unfitToWrite).status()).isEqualTo(403);
      assertThat(call(operation, report, "?surprise=1", "").status()).isIn(400, 415);
    }
    for (String operation :
        List.of(
            "getReport",
            "getResult",
            "getEvents",
            "getExecution",
            "getReportType",
            "cancelReport",
            "retryReport",
            "deleteReport")) {
      assertThat(call(operation, UNKNOWN, "", "").status()).isEqualTo(404);
    }
  }

  private void delete(String ended) {
    assertThat(call("deleteReport", accepted(REQUEST), "", "").status()).isEqualTo(409);
    assertThat(call("deleteReport", ended, "", "").status()).isEqualTo(204);
    assertThat(call("deleteReport", ended, "", "").status()).isEqualTo(204);
    assertThat(call("getReport", ended, "", "").status()).isEqualTo(410);
    assertThat(call("getEvents", ended, "", "").json().at("/events/3/status").asText())
        .isEqualTo("DELETED");
  }

  private void haveWebhooks() {
    try (EventReceiver receiver = new EventReceiver(new Random())) {
      receiver.stayUp();
      String body = "{\"url\": \"%s\"}".formatted(receiver.url());
      Answer made = walk.call("postWebhook", "", "", body, json());
      assertThat(made.status()).as(made.response().body()).isEqualTo(201);
      receiver.verifyWith(made.json().path("secret").asText());
      String id = made.json().path("id").asText();
      assertThat(call("listWebhooks", "", "", "").response().body()).contains(id);
      assertThat(call("getWebhook", id, "", "").status()).isEqualTo(200);
      assertThat(walk.call("patchWebhook", id, "", "{\"description\": \"x\"}", json()).status())
          .isEqualTo(200);
      assertThat(call("pingWebhook", id, "", "").json().path("status").asText())
          .isEqualTo("DELIVERED");
      assertThat(call("rotateSecret", id, "", "").status()).isEqualTo(200);
      JsonNode deliveries = call("listDeliveries", id, "", "").json().path("deliveries");
      String delivery = id + "/" + ping(deliveries);
      assertThat(call("redeliver", delivery, "", "").json().path("tries").asInt()).isEqualTo(2);
      assertThat(walk.call("patchWebhook", id, "", "{\"enabled\": false}", json()).status())
          .isEqualTo(200);
      assertThat(call("redeliver", delivery, "", "").status()).isEqualTo(409);
      Answer another = made;
      while (another.status() == 201) {
        another = walk.call("postWebhook", "", "", body, json());
      }
      assertThat(another.status()).isEqualTo(409);
      refuseWebhooks(id);
      for (JsonNode webhook : call("listWebhooks", "", "", "").json().path("webhooks")) {
        assertThat(call("deleteWebhook", webhook.path("id").asText(), "", "").status())
            .isEqualTo(204);
      }
    }
  }

  private void replay() {
    String[] admin = bearer(Reports.of(stage, CLIENT, "reports:admin"));
    for (String operation : List.of("listDeadLetters", "replayDeadLetters")) {
      assertThat(walk.call(operation, "", "", "", admin).status()).isEqualTo(200);
      assertThat(walk.call(operation, "", "?surprise=1", "", admin).status()).isEqualTo(400);
      assertThat(walk.call(operation, "", "", "", token).status()).isEqualTo(403);
      assertThat(walk.call(operation, "", "", "").status()).isEqualTo(401);
    }
  }

  /** Events of the client's reports are among the deliveries as well. */
  private static String ping(JsonNode deliveries) {
    return deliveries
        .valueStream()
        .filter(delivery -> delivery.path("type").asText().equals("webhook.ping"))
        .map(delivery -> delivery.path("id").asText())
        .findFirst()
        .orElseThrow();
  }

  private void refuseWebhooks(String id) {
    String[] none = {};
    String[] writer = bearer(Reports.of(stage, CLIENT, "reports:write"));
    String[] reader = bearer(Reports.of(stage, CLIENT, "reports:read"));
    for (String operation : WEBHOOK_OPERATIONS) {
      boolean reads = operation.startsWith("get") || operation.startsWith("list");
      assertThat(walk.call(operation, id, "", "", none).status()).isEqualTo(401);
      assertThat(walk.call(operation, id, "", "", reads ? writer : reader).status())
          .as(operation)
          .isEqualTo(403);
      assertThat(walk.call(operation, id, "?surprise=1", "{}", json()).status()).isEqualTo(400);
      if (!operation.equals("postWebhook") && !operation.equals("listWebhooks")) {
        assertThat(walk.call(operation, UNKNOWN, "", "{}", json()).status()).isEqualTo(404);
      }
    }
    for (String operation : List.of("postWebhook", "patchWebhook")) {
      assertThat(walk.call(operation, id, "", " ".repeat(5000), json()).status()).isEqualTo(413);
      assertThat(walk.call(operation, id, "", "{}", with("Content-Type", "text/plain")).status())
          .isEqualTo(415);
    }
  }

  /**
   * Of the route with the smallest limit; calls without a token cost nothing. All routes have a
   * limit, which is a test of the template, and API Gateway gives one and the same answer for them.
   */
  private void beThrottled() {
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(() -> walk.call("getLog", UNKNOWN, "", "").status() == 429);
  }

  private String accepted(String body) {
    Answer answer = walk.call("postReport", "", "", body, json());
    assertThat(answer.status()).as(answer.response().body()).isEqualTo(202);
    return answer.json().path("id").asText();
  }

  private void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> call("getReport", id, "", "").json().path("status").asText().equals(status));
  }

  private Answer call(String operation, String id, String suffix, String body) {
    return walk.call(operation, id, suffix, body, token);
  }

  private String[] json(String... headers) {
    return join(with("Content-Type", "application/json"), headers);
  }

  private String[] with(String... headers) {
    return join(token, headers);
  }

  private static String[] bearer(Reports client) {
    return new String[] {"Authorization", "Bearer " + client.token().orElseThrow()};
  }

  private static String[] join(String[] some, String... others) {
    List<String> all = new ArrayList<>(List.of(some));
    all.addAll(List.of(others));
    return all.toArray(String[]::new);
  }
}
