package dev.errand.functions;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.tasklog.TaskLog;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code GET /v1/reports/{id}/log} in each state of a report. */
class ReportLogTest {

  /** What the model's executions start. */
  private static final String TASK = "1";

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 5, new TaskLimit(1));

  @Test
  void aReportThatWaitsHasNoTaskYetAndOneThatWasCancelledThenNeverHad() {
    api.send(post(CLIENT, "first", "first"));
    String waiting = api.send(post(CLIENT, "second", "second")).at("/id");

    Answer early = log(waiting);
    api.send(Call.post("/v1/reports/" + waiting + "/cancel").as(CLIENT, READ_WRITE));
    Answer late = log(waiting);

    assertThat(early.status()).isEqualTo(409);
    assertThat(early.header("Retry-After")).contains("5");
    assertThat(late.status()).as(late.body()).isEqualTo(404);
    assertThat(late.body()).contains("started no task");
  }

  @Test
  void aTaskThatLoggedNothingHasAnEmptyLogUntilItHasEnded() {
    String id = api.send(post(CLIENT, "key", "quiet")).at("/id");

    Answer running = log(id);
    end(ExecutionStatus.FAILED);
    Answer ended = log(id);

    assertThat(running.status()).isEqualTo(200);
    assertThat(running.json().path("lines")).isEmpty();
    assertThat(running.json().path("is_complete").asBoolean()).isTrue();
    assertThat(ended.status()).as(ended.body()).isEqualTo(410);
  }

  @Test
  void aLogIsReadAfterTheEndAsWellByAdministratorsAlone() {
    String id = api.send(post(CLIENT, "key", "monday")).at("/id");
    api.log(TASK, new TaskLog.Line(Instant.parse("2026-11-24T10:00:01.5Z"), "<script>&amp;"));
    end(ExecutionStatus.FAILED);

    Answer log = log(id);

    assertThat(log.at("/lines/0/text")).isEqualTo("<script>&amp;");
    assertThat(log.at("/lines/0/at")).isEqualTo("2026-11-24T10:00:01.500Z");
    assertThat(log.header("Cache-Control")).contains("no-store");
    assertThat(api.send(path(id).as(CLIENT, READ_WRITE)).status()).isEqualTo(403);
    assertThat(api.send(path(id).as(OTHER, READ_WRITE)).status()).isEqualTo(403);
    assertThat(log("01JDF3T7C4V5N6P7Q8R9S0T1V2").status()).isEqualTo(404);
  }

  private void end(ExecutionStatus status) {
    stepFunctions.end(stepFunctions.executions().get(0).attempt(), status);
    stepFunctions.events().forEach(api.statusRecorder(id -> Optional.empty())::record);
  }

  private Answer log(String id) {
    return api.send(path(id).as(OTHER, "reports:admin"));
  }

  private static Call path(String id) {
    return Call.get("/v1/reports/" + id + "/log");
  }
}
