package dev.errand.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.template.TaskDefinitionSpec;
import dev.errand.local.template.TaskDefinitionSpec.ContainerSpec;
import dev.errand.local.template.TaskDefinitionSpec.LogSpec;
import dev.errand.states.value.Json;
import io.javalin.Javalin;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogsApiTest {

  private static final String TASK = "0123456789abcdef0123456789abcdef";
  private static final String STREAM = "worker/main/" + TASK;

  @TempDir private Path tasks;
  private Javalin server;

  @BeforeEach
  void start() {
    ContainerSpec container =
        new ContainerSpec(
            "main",
            "image",
            Map.of(),
            Map.of(),
            Duration.ofSeconds(1),
            Optional.of(new LogSpec("group", "worker")));
    TaskDefinitionSpec definition =
        new TaskDefinitionSpec("Task", "arn", "family", "256", "512", false, List.of(container));
    LogsApi api = new LogsApi("key", new LogStreams(tasks, List.of(definition)));
    server = Javalin.create(config -> config.routes.post("/", api)).start("127.0.0.1", 0);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void answersTheNewestEventsFirstAndTheOnesBefore() throws Exception {
    log(lines(7));

    JsonNode newest = call(", \"limit\": 3").json();
    JsonNode before = call(", \"limit\": 3", newest, "nextBackwardToken").json();
    JsonNode first = call(", \"limit\": 3", before, "nextBackwardToken").json();
    JsonNode end = call(", \"limit\": 3", first, "nextBackwardToken").json();

    assertThat(messages(newest)).containsExactly("line 4", "line 5", "line 6");
    assertThat(messages(before)).containsExactly("line 1", "line 2", "line 3");
    assertThat(messages(first)).containsExactly("line 0");
    assertThat(messages(end)).isEmpty();
    assertThat(end.get("nextBackwardToken")).isEqualTo(first.get("nextBackwardToken"));
  }

  @Test
  void answersTheOldestFirstFromTheHeadAndWhatIsWrittenMeanwhile() throws Exception {
    log(lines(3));

    JsonNode all = call(", \"startFromHead\": true").json();
    JsonNode none = call("", all, "nextForwardToken").json();
    log(lines(5));
    JsonNode more = call("", none, "nextForwardToken").json();

    assertThat(messages(all)).containsExactly("line 0", "line 1", "line 2");
    assertThat(messages(none)).isEmpty();
    assertThat(none.get("nextForwardToken")).isEqualTo(all.get("nextForwardToken"));
    assertThat(messages(more)).containsExactly("line 3", "line 4");
  }

  @Test
  void readsTheTimeOfALineOfJsonAndGivesItToTheLinesAfter() throws Exception {
    log(
        List.of(
            "{\"time\": \"2026-11-24T10:00:00Z\", \"message\": \"a\"}",
            "  at some.Class",
            "{\"time\": \"2026-11-24T10:00:01Z\"}",
            "{\"time\": \"no time\"}",
            "{no JSON"));

    JsonNode answer = call("").json();

    assertThat(answer.get("events").findValuesAsText("timestamp"))
        .containsExactly(
            "1795514400000", "1795514400000", "1795514401000", "1795514401000", "1795514401000");
    assertThat(messages(call(", \"startTime\": 1795514401000").json())).hasSize(3);
    assertThat(messages(call(", \"endTime\": 1795514401000").json())).hasSize(2);
  }

  @Test
  void aPageHasOneMegabyteAtMost() throws Exception {
    log(IntStream.range(0, 30).mapToObj(n -> "x".repeat(100_000)).toList());

    assertThat(messages(call("").json())).hasSize(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "worker/main/0123456789abcdef0123456789abcdee",
        "other/main/0123456789abcdef0123456789abcdef",
        "worker/main/../0123456789abcdef0123456789abcdef",
        "worker/main/",
        "task.log"
      })
  void doesNotKnowAStreamOfNoTask(String stream) throws Exception {
    log(lines(1));

    Answer answer =
        send("{\"logGroupName\": \"group\", \"logStreamName\": \"%s\"}".formatted(stream));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("__type").asText()).isEqualTo("ResourceNotFoundException");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"logGroupName\": \"group\"}",
        "{\"logGroupName\": \"group\", \"logStreamName\": \"worker/main/0\", \"limit\": 0}",
        "{\"logGroupName\": \"group\", \"logStreamName\": \"worker/main/0\", \"limit\": 10001}"
      })
  void refusesParametersThatAreWrong(String input) throws Exception {
    assertThat(send(input).json().get("__type").asText()).isEqualTo("InvalidParameterException");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "b/1", "b/99999999999999999999999999999999999999999999999999999999"})
  void refusesATokenThatItDidNotGive(String token) throws Exception {
    log(lines(1));

    assertThat(call(", \"nextToken\": \"%s\"".formatted(token)).json().get("__type").asText())
        .isEqualTo("InvalidParameterException");
  }

  @Test
  void refusesCallersWithAnotherKey() throws Exception {
    HttpResponse<String> answer = send("{}", "other");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("UnrecognizedClientException");
  }

  private static List<String> lines(int count) {
    return IntStream.range(0, count).mapToObj(n -> "line " + n).toList();
  }

  private void log(List<String> lines) throws Exception {
    Path file = Files.createDirectories(tasks.resolve(TASK)).resolve("task.log");
    Files.write(file, lines, StandardCharsets.UTF_8);
  }

  private static List<String> messages(JsonNode answer) {
    List<String> messages = new ArrayList<>();
    answer.get("events").forEach(event -> messages.add(event.get("message").asText()));
    return messages;
  }

  private record Answer(int status, JsonNode json) {}

  private Answer call(String more, JsonNode page, String token) throws Exception {
    return call(more + ", \"nextToken\": " + page.get(token));
  }

  private Answer call(String more) throws Exception {
    return send(
        "{\"logGroupName\": \"group\", \"logStreamName\": \"%s\"%s}".formatted(STREAM, more));
  }

  private Answer send(String body) throws Exception {
    HttpResponse<String> answer = send(body, "key");
    return new Answer(answer.statusCode(), Json.read(answer.body()));
  }

  private HttpResponse<String> send(String body, String key) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                .header("X-Amz-Target", "Logs_20140328.GetLogEvents")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential=%s/20261124/us-east-1/logs/aws4_request, Signature=0"
                        .formatted(key))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }
}
