package dev.errand.functions.reconciler;

import static dev.errand.functions.testing.Requests.CLIENT;
import static dev.errand.functions.testing.Requests.OTHER;
import static dev.errand.functions.testing.Requests.READ_WRITE;
import static dev.errand.functions.testing.Requests.post;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.core.ExecutionId;
import dev.errand.core.ReportId;
import dev.errand.functions.report.Artifact;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.report.TaskLimit;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code DELETE /v1/reports/{id}}, and what comes after it. */
class DeleteTest {

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 10);
  private final StatusRecorder statusRecorder = api.statusRecorder(DeleteTest::result);

  @Test
  void nothingIsLeftOfADeletedReportButItsTimeline() {
    ReportId id = ended(ExecutionStatus.SUCCEEDED);
    String path = "/v1/reports/" + id;

    assertThat(send(Call.of("DELETE", path)).status()).isEqualTo(204);

    assertThat(api.deleted()).containsExactly(id);
    assertThat(items()).doesNotContain("monday", "2021-01-01", "report.csv", "PROGRESS");
    for (Call call :
        List.of(
            Call.get(path),
            Call.get(path + "/result"),
            Call.post(path + "/cancel"),
            Call.post(path + "/retry"))) {
      assertThat(send(call).status()).isEqualTo(410);
    }
    assertThat(send(Call.get("/v1/reports")).json().at("/reports")).isEmpty();
    assertThat(send(Call.get(path + "/events")).json().at("/events"))
        .extracting(event -> event.path("status").asText())
        .containsExactly("QUEUED", "RUNNING", "SUCCEEDED", "DELETED");
    assertThat(api.log()).contains("\"message\":\"deleted\"", "\"actor\":\"s\"");
  }

  @Test
  void aReportThatIsActiveOrAnothersIsNotDeleted() {
    ReportId active = new ReportId(api.send(post(CLIENT, "key", "monday")).at("/id"));
    ReportId ended = ended(ExecutionStatus.FAILED);

    assertThat(send(Call.of("DELETE", "/v1/reports/" + active)).status()).isEqualTo(409);
    assertThat(api.send(Call.of("DELETE", "/v1/reports/" + ended).as(OTHER, READ_WRITE)).status())
        .isEqualTo(404);
    assertThat(
            api.send(Call.of("DELETE", "/v1/reports/" + ended).as(CLIENT, "reports:read")).status())
        .isEqualTo(403);
    assertThat(api.deleted()).isEmpty();
    assertThat(send(Call.get("/v1/reports/" + ended)).status()).isEqualTo(200);
  }

  @Test
  void whateverEventsComeLaterItStaysDeleted() {
    ReportId id = ended(ExecutionStatus.FAILED);
    send(Call.of("DELETE", "/v1/reports/" + id));
    stepFunctions.redrive(Attempt.first(id));
    stepFunctions.end(Attempt.first(id), ExecutionStatus.SUCCEEDED);
    List<Execution> events = new ArrayList<>(stepFunctions.events());
    Collections.reverse(events);

    events.forEach(statusRecorder::record);
    stepFunctions.events().forEach(statusRecorder::record);

    assertThat(send(Call.get("/v1/reports/" + id)).status()).isEqualTo(410);
    assertThat(items()).doesNotContain("monday", "2021-01-01");
    assertThat(api.reports().activeReports(CLIENT)).isZero();
  }

  @Test
  void deletingAgainAnswersTheSameAndTakesAwayWhatTheFirstCallMayHaveLeft() {
    ReportId id = ended(ExecutionStatus.SUCCEEDED);

    assertThat(send(Call.of("DELETE", "/v1/reports/" + id)).status()).isEqualTo(204);
    assertThat(send(Call.of("DELETE", "/v1/reports/" + id)).status()).isEqualTo(204);

    assertThat(api.deleted()).containsExactly(id, id);
    assertThat(send(Call.get("/v1/reports/" + id + "/events")).json().at("/events")).hasSize(4);
  }

  /** A function that was killed, or a task that ended later, may have left files. */
  @Test
  void theReconcilerTakesAwayWhatIsLeftUntilNobodyCanRedriveTheExecution() {
    ReportId id = ended(ExecutionStatus.SUCCEEDED);
    send(Call.of("DELETE", "/v1/reports/" + id));
    List<ReportId> deleted = new ArrayList<>();
    TestReconciler reconciler =
        new TestReconciler(
            table.dynamoDb(),
            table.name(),
            stepFunctions,
            stepFunctions,
            statusRecorder,
            report -> deleted.add(report.id()),
            TaskLimit.NONE);

    clock.advance(Duration.ofMinutes(61));
    reconciler.run(clock.instant());
    assertThat(deleted).containsExactly(id);
    clock.advance(Duration.ofDays(16));
    reconciler.run(clock.instant());
    clock.advance(Duration.ofDays(16));
    reconciler.run(clock.instant());
    assertThat(deleted).containsExactly(id, id);
  }

  @Test
  void aRedriveOfADeletedReportIsStopped() {
    ReportId id = ended(ExecutionStatus.FAILED);
    send(Call.of("DELETE", "/v1/reports/" + id));
    stepFunctions.redrive(Attempt.first(id));
    clock.advance(Duration.ofMinutes(10));

    new TestReconciler(table.dynamoDb(), table.name(), stepFunctions, stepFunctions, statusRecorder)
        .run(clock.instant());

    assertThat(stepFunctions.describe(Attempt.first(id)).orElseThrow().status())
        .isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void theKeyOfADeletedReportLeadsToNothing() {
    ReportId id = ended(ExecutionStatus.FAILED);
    send(Call.of("DELETE", "/v1/reports/" + id));

    assertThat(api.send(post(CLIENT, "FAILED", "monday")).status()).isEqualTo(410);
    assertThat(api.send(post(CLIENT, "another", "monday")).status()).isEqualTo(202);
  }

  @Test
  void theTimelineShowsTheActorToAdministratorsAndToTheActor() {
    ReportId id = new ReportId(api.send(post(CLIENT, "key", "monday")).at("/id"));
    String path = "/v1/reports/" + id;
    api.send(Call.post(path + "/cancel").as("operator", OTHER, "reports:admin"));
    stepFunctions.events().forEach(statusRecorder::record);

    assertThat(actors(api.send(Call.get(path + "/events").as("operator", OTHER, "reports:admin"))))
        .containsExactly("s", "", "operator", "");
    assertThat(actors(send(Call.get(path + "/events")))).containsExactly("s", "", "", "");
    assertThat(api.log()).contains("\"actor\":\"operator\"");
  }

  private static List<String> actors(Answer timeline) {
    return timeline.json().at("/events").findParents("status").stream()
        .map(event -> event.path("actor").asText())
        .toList();
  }

  private ReportId ended(ExecutionStatus status) {
    Answer accepted = api.send(post(CLIENT, status.name(), "monday"));
    ReportId id = new ReportId(accepted.at("/id"));
    clock.advance(Duration.ofSeconds(1));
    stepFunctions.end(Attempt.first(id), status);
    stepFunctions.events().forEach(statusRecorder::record);
    return id;
  }

  private Answer send(Call call) {
    return api.send(call.as(CLIENT, READ_WRITE));
  }

  private static Optional<Result> result(ExecutionId id) {
    return Optional.of(
        new Result(1, List.of(new Artifact("report.csv", "k", 1, "text/csv", "ab"))));
  }

  private String items() {
    return table.items().toString();
  }
}
