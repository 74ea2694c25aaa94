package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.value.StatesError;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retries, waits and time limits. */
class RetriesAndLimitsTest extends ManualTimeFixture {

  @Test
  void retriesAfterTheDelayUnderATokenOfItsOwn() {
    String arn = start("one", "{}");
    service.last().fail("Again", "");
    timer.advance(Duration.ofSeconds(9));
    assertThat(service.calls).hasSize(1);
    timer.advance(Duration.ofSeconds(1));
    assertThat(service.calls).hasSize(2);
    service.last().fail("Again", "");
    timer.advance(Duration.ofSeconds(20));
    service.last().fail("Again", "for good");
    timer.settle();

    assertThat(service.calls)
        .extracting(call -> call.call().parameters().path("try").intValue())
        .containsExactly(0, 1, 2);
    assertThat(service.calls).extracting(call -> call.call().token()).doesNotHaveDuplicates();
    assertThat(execution(arn).outcome().cause()).hasValue("for good");
  }

  @Test
  void retriesSoonerWhenTheStageScalesDelaysDown() {
    open(0.1);
    start("one", "{}");
    service.last().fail("Again", "");

    timer.advance(Duration.ofSeconds(1));

    assertThat(service.calls).hasSize(2);
  }

  @Test
  void waitsLessWhenTheStageScalesWaitsDown() {
    open(0.1);
    String arn =
        stepFunctions.startExecution(
            stepFunctions
                .deploy(
                    "wait",
                    """
                    {"StartAt": "Wait", "States": {
                      "Wait": {"Type": "Wait", "Seconds": 60, "End": true}}}""")
                .arn(),
            "one",
            "{}");

    timer.advance(Duration.ofSeconds(7));

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void retriesARefusedRequestAsWell() {
    service.refusal = new StatesError("Again", "throttled");
    start("one", "{}");
    service.refusal = null;

    timer.advance(Duration.ofSeconds(10));

    assertThat(service.calls).hasSize(1);
  }

  @Test
  void timesATaskOut() {
    String arn = start("one", "{}");

    timer.advance(Duration.ofMinutes(10));

    assertThat(service.last().stops()).hasSize(1);
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.FAILED);
    assertThat(execution(arn).outcome().error()).hasValue("States.Timeout");
  }

  @Test
  void aStateThatTimesOutHasAnErrorAndNoCause() {
    String arn = start("one", "{}");
    timer.advance(Duration.ofSeconds(601));

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.FAILED);
    JsonNode detail = events.get(events.size() - 1).path("detail");
    assertThat(detail.path("error").asText()).isEqualTo("States.Timeout");
    assertThat(detail.get("cause").isNull()).isTrue();
  }

  @Test
  void timesTheExecutionOutWithoutErrorAndCause() {
    String quick = TASK.replace("3600", "60");
    machine = stepFunctions.deploy("reports", quick).arn();
    String arn = start("one", "{}");

    timer.advance(Duration.ofMinutes(1));

    assertThat(service.last().stops()).hasSize(1);
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.TIMED_OUT);
    JsonNode detail = events.get(1).path("detail");
    assertThat(detail.path("status").asText()).isEqualTo("TIMED_OUT");
    assertThat(detail.get("error").isNull()).isTrue();
    assertThat(detail.get("cause").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 3600})
  void anExpressStateMachineRunsForFiveMinutesAtMost(int timeoutSeconds) {
    String arn =
        components
            .machines()
            .create(
                new StateMachines.Request(
                    "quick",
                    TASK.replace("3600", String.valueOf(timeoutSeconds)),
                    Optional.empty(),
                    "EXPRESS"))
            .arn();
    String execution = stepFunctions.startExecution(arn, "one", "{}");
    timer.settle();
    int limit = Math.min(timeoutSeconds, 300);

    timer.advance(Duration.ofSeconds(limit - 1));
    assertThat(stepFunctions.status(execution)).isEqualTo(Status.RUNNING);
    timer.advance(Duration.ofSeconds(1));
    assertThat(stepFunctions.status(execution)).isEqualTo(Status.TIMED_OUT);
  }

  @Test
  void endsAnExecutionInALoopAfter25000Events() {
    machine =
        stepFunctions
            .deploy(
                "circle",
                """
                {"StartAt": "Wait", "States": {
                  "Wait": {"Type": "Wait", "Seconds": 1, "Next": "A"},
                  "A": {"Type": "Pass", "Next": "B"},
                  "B": {"Type": "Choice", "Default": "A",
                    "Choices": [{"Variable": "$", "IsNull": true, "Next": "End"}]},
                  "End": {"Type": "Succeed"}}}""")
            .arn();
    String arn = start("one", "{}");
    Execution waiting = execution(arn);
    new StepFunctionsStore(folder)
        .save(
            waiting
                .at(
                    new ExecutionSnapshot(
                        waiting.snapshot().branches(),
                        waiting.snapshot().nextBranch(),
                        24_900,
                        Optional.empty()),
                    timer.instant())
                .withHistory(new Execution.HistoryLength(24_900, waiting.history().bytes())),
            List.of());
    reopen();

    timer.advance(Duration.ofSeconds(1));

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.FAILED);
    assertThat(execution(arn).outcome().error()).hasValue("States.Runtime");
    assertThat(execution(arn).history().events()).isBetween(25_000, 25_002);
  }
}
