package dev.errand.functions.reconciler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.core.Attempt;
import dev.errand.functions.report.Execution;
import dev.errand.functions.report.ExecutionStatus;
import dev.errand.functions.report.Result;
import dev.errand.functions.status.StatusRecorder;
import dev.errand.functions.testing.Answer;
import dev.errand.functions.testing.Call;
import dev.errand.functions.testing.Requests;
import dev.errand.functions.testing.StepFunctionsModel;
import dev.errand.functions.testing.TestApi;
import dev.errand.functions.testing.TestClock;
import dev.errand.functions.testing.TestTable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Executions that are started in the console, under a name that Step Functions allows. */
class StartedByHandTest {

  private static final String ULID = "01JDF3T7C4V5N6P7Q8R9S0T1V2";

  private final TestTable table = TestTable.create();
  private final TestClock clock = new TestClock();
  private final StepFunctionsModel stepFunctions = new StepFunctionsModel(clock);
  private final TestApi api = new TestApi(table, stepFunctions, clock, 3);
  private final StatusRecorder statusRecorder =
      api.statusRecorder(id -> Optional.of(new Result(id.startedAt().getEpochSecond(), List.of())));

  @ParameterizedTest
  @ValueSource(
      strings = {ULID, ULID + "-0", ULID + "-1000000", "client-a-report", "..", "b(\u00fc)+1"})
  void theReconcilerLooksAfterTheExecutionItselfAndStartsNoOther(String name) {
    start(name, Requests.CLIENT);
    stepFunctions.events().forEach(statusRecorder::record);

    clock.advance(Duration.ofMinutes(10));
    reconcile();
    stepFunctions.end(Attempt.fromExecutionName(name), ExecutionStatus.SUCCEEDED);
    clock.advance(Duration.ofMinutes(10));
    reconcile();

    assertThat(stepFunctions.executions())
        .extracting(execution -> execution.attempt().executionName())
        .containsExactly(name);
    assertThat(get(name, Requests.CLIENT).at("/status")).isEqualTo("SUCCEEDED");
  }

  @Test
  void aCancelReachesAnExecutionNamedAsABareUlidAndARetryIsItsFirstAttempt() {
    start(ULID, Requests.CLIENT);
    stepFunctions.events().forEach(statusRecorder::record);

    api.send(control("cancel"));
    stepFunctions.events().forEach(statusRecorder::record);

    assertThat(get(ULID, Requests.CLIENT).at("/status")).isEqualTo("CANCELLED");
    assertThat(api.send(control("retry")).at("/attempt")).isEqualTo("1");
    assertThat(stepFunctions.executions())
        .extracting(execution -> execution.attempt().executionName())
        .containsExactly(ULID, ULID + "-1");
  }

  @Test
  void aNameThatIsUsedAgainIsAnotherReportWithItsOwnOwner() {
    start("monthly", Requests.CLIENT);
    stepFunctions.end(Attempt.fromExecutionName("monthly"), ExecutionStatus.SUCCEEDED);
    List<Execution> old = stepFunctions.events();
    old.forEach(statusRecorder::record);
    clock.advance(Duration.ofDays(91));
    stepFunctions.forget("monthly");

    start("monthly", Requests.OTHER);
    List<Execution> events = stepFunctions.events();
    statusRecorder.record(events.get(events.size() - 1));
    old.forEach(statusRecorder::record);

    assertThat(get("monthly", Requests.CLIENT).status()).isEqualTo(404);
    assertThat(get("monthly", Requests.OTHER).at("/status")).isEqualTo("RUNNING");
    assertThat(get("monthly/events", Requests.OTHER).body()).doesNotContain("SUCCEEDED");
    assertThat(api.reports().activeReports(Requests.OTHER)).isEqualTo(1);
    assertThat(api.reports().activeReports(Requests.CLIENT)).isZero();

    stepFunctions.end(Attempt.fromExecutionName("monthly"), ExecutionStatus.SUCCEEDED);
    stepFunctions.events().forEach(statusRecorder::record);

    assertThat(get("monthly/result", Requests.CLIENT).status()).isEqualTo(404);
    assertThat(get("monthly/result", Requests.OTHER).at("/row_count"))
        .as("the result of the execution that was started last")
        .isEqualTo(Long.toString(stepFunctions.executions().get(0).startedAt().getEpochSecond()));
  }

  /**
   * A redrive goes on at the state that failed, which is one that fails again but after an abort.
   */
  @ParameterizedTest
  @CsvSource({"FAILED, 0, false", "ABORTED, 0, true", "TIMED_OUT, 13, true", "ABORTED, 14, false"})
  void aRetryIsAnsweredWithARedriveOnlyWhereThatCanSucceed(
      ExecutionStatus ending, int daysAgo, boolean redrivable) {
    start("monthly", Requests.CLIENT);
    stepFunctions.end(Attempt.fromExecutionName("monthly"), ending);
    stepFunctions.events().forEach(statusRecorder::record);
    clock.advance(Duration.ofDays(daysAgo));

    Answer answer =
        api.send(Call.post("/v1/reports/monthly/retry").as(Requests.CLIENT, Requests.READ_WRITE));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.at("/detail"))
        .contains(redrivable ? "redrive it, or start" : "cannot succeed, so start");
  }

  private void start(String name, UUID client) {
    stepFunctions.start(Attempt.fromExecutionName(name), Requests.of(client, "monday"));
  }

  private void reconcile() {
    new TestReconciler(table.dynamoDb(), table.name(), stepFunctions, stepFunctions, statusRecorder)
        .run(clock.instant());
  }

  private Answer get(String path, UUID client) {
    return api.send(Call.get("/v1/reports/" + path).as(client, Requests.READ_WRITE));
  }

  private static Call control(String verb) {
    return Call.post("/v1/reports/" + ULID + "/" + verb).as(Requests.CLIENT, Requests.READ_WRITE);
  }
}
