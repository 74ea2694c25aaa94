package dev.errand.functions.deadletters;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.LocalDeadLetters;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators see of the status changes that could not be recorded, and do about them. */
class DeadLettersTest {

  private static final String REPORT = "01JDF3T7C4V5N6P7Q8R9S0T1V2";

  @TempDir private Path folder;
  private LocalDeadLetters queue;
  private TestApi api;

  @BeforeEach
  void start() {
    queue = LocalDeadLetters.start(folder);
    TestClock clock = new TestClock();
    api = new TestApi(TestTable.create(), new StepFunctionsModel(clock), clock, 10);
    api.serve("GET /v1/dead-letters", queue.function());
    api.serve("POST /v1/dead-letters/replay", queue.function());
  }

  @AfterEach
  void stop() {
    queue.close();
  }

  @Test
  void theyAreCountedAndShownAndStayWhereTheyAre() throws Exception {
    queue.send(change(REPORT + "-2", "SUCCEEDED"), "the table is down");
    queue.send("\"no event\"", "x".repeat(2000));

    Answer shown = send(Call.get("/v1/dead-letters"));

    assertThat(shown.json().path("count").asInt()).isEqualTo(2);
    JsonNode letter = shown.json().at("/dead_letters/0");
    assertThat(letter.path("report_id").asText()).isEqualTo(REPORT);
    assertThat(letter.path("attempt").asInt()).isEqualTo(2);
    assertThat(letter.path("execution_status").asText()).isEqualTo("SUCCEEDED");
    assertThat(letter.path("error").asText()).isEqualTo("the table is down");
    assertThat(shown.json().at("/dead_letters/1").has("report_id")).isFalse();
    assertThat(shown.at("/dead_letters/1/error")).hasSize(1024);
    assertThat(send(Call.get("/v1/dead-letters")).json()).isEqualTo(shown.json());
  }

  @Test
  void aReplayDeletesWhatTheRecorderTookAndKeepsTheRest() throws Exception {
    queue.send(change("first-1", "FAILED"), "crashed");
    queue.send(change("broken", "FAILED"), "crashed");
    queue.send(change("last-1", "SUCCEEDED"), "crashed");
    queue.setFailure(
        event ->
            Optional.of("still broken")
                .filter(any -> event.at("/detail/name").asText().equals("broken")));

    Answer replay = send(Call.post("/v1/dead-letters/replay"));

    assertThat(replay.json().path("replayed").asInt()).isEqualTo(2);
    assertThat(replay.json().path("count").asInt()).isEqualTo(1);
    assertThat(replay.json().path("failed")).hasSize(1);
    assertThat(replay.at("/failed/0/error")).isEqualTo("still broken");
    assertThat(queue.recorded())
        .extracting(event -> event.at("/detail/name").asText())
        .containsExactly("first-1", "last-1");
    assertThat(send(Call.get("/v1/dead-letters")).json().path("dead_letters"))
        .as("shown again at once")
        .hasSize(1);
    queue.setFailure(event -> Optional.empty());
    assertThat(send(Call.post("/v1/dead-letters/replay")).json().path("count").asInt()).isZero();
    assertThat(queue.size()).isZero();
    assertThat(api.log())
        .contains("\"message\":\"replayed 2 dead letters, 1 failed again\"", "\"actor\":\"s\"");
  }

  @Test
  void oneCallReplaysTenAtMost() throws Exception {
    for (int i = 0; i < 12; i++) {
      queue.send(change("by-hand-" + i, "RUNNING"), "crashed");
    }

    Answer replay = send(Call.post("/v1/dead-letters/replay"));

    assertThat(replay.json().path("replayed").asInt()).isEqualTo(10);
    assertThat(replay.json().path("count").asInt()).isEqualTo(2);
  }

  @Test
  void theyAreForAdministratorsOnly() throws Exception {
    queue.send(change(REPORT + "-1", "SUCCEEDED"), "the table is down");

    for (Call call :
        new Call[] {Call.get("/v1/dead-letters"), Call.post("/v1/dead-letters/replay")}) {
      assertThat(api.send(call.as(CLIENT, READ_WRITE)).status()).isEqualTo(403);
    }
    assertThat(queue.size()).isEqualTo(1);
    assertThat(queue.recorded()).isEmpty();
  }

  private Answer send(Call call) throws IOException {
    Answer answer = api.send(call.as(CLIENT, "reports:admin"));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static String change(String execution, String status) {
    return """
        {"detail-type": "Step Functions Execution Status Change", "source": "aws.states",
         "detail": {"name": "%s", "status": "%s", "startDate": 1795514400412}}"""
        .formatted(execution, status);
  }
}
