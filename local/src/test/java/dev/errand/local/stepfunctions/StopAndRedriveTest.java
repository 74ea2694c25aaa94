package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** StopExecution and RedriveExecution. */
class StopAndRedriveTest extends ManualTimeFixture {

  @Test
  void stopsTheTaskOfAnExecutionThatIsStopped() {
    String arn = start("one", "{}");

    Instant stopped =
        stepFunctions.stopExecution(arn, Optional.of("Cancelled"), Optional.of("by the client"));
    timer.settle();
    service.last().fail("States.TaskFailed", "stopped");
    timer.advance(Duration.ofHours(2));

    assertThat(stopped).isEqualTo(Instant.parse("2026-01-31T08:00:00.500Z"));
    assertThat(service.last().stops()).hasSize(1);
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.ABORTED);
    assertThat(statuses()).containsExactly("RUNNING", "ABORTED");
    assertThat(events.get(1).at("/detail/error").asText()).isEqualTo("Cancelled");
    assertThat(stepFunctions.stopExecution(arn, Optional.empty(), Optional.empty()))
        .isEqualTo(stopped);
  }

  @Test
  void theContextHasTheNumberOfRedrives() {
    machine =
        stepFunctions
            .deploy(
                "counting",
                """
                {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "%s",
                  "Parameters": {"redrives.$": "$$.Execution.RedriveCount"}, "End": true}}}"""
                    .formatted(TestService.RESOURCE))
            .arn();
    String arn = start("one", "{}");
    for (int redrives = 0; redrives < 3; redrives++) {
      assertThat(service.last().call().parameters().path("redrives").intValue())
          .isEqualTo(redrives);
      service.last().fail("States.TaskFailed", "");
      timer.settle();
      stepFunctions.redriveExecution(arn);
      timer.settle();
    }
    assertThat(service.last().call().parameters().path("redrives").intValue()).isEqualTo(3);
  }

  @Test
  void redrivesFromTheStateThatFailedWithFreshRetries() {
    String arn = start("one", "{\"a\":1}");
    service.last().fail("States.TaskFailed", "");
    timer.advance(Duration.ofSeconds(3500));

    Instant redriven = stepFunctions.redriveExecution(arn);
    timer.settle();

    assertThat(service.calls).hasSize(2);
    assertThat(service.last().call().parameters().path("request").asText()).isEqualTo("{\"a\":1}");
    assertThat(events.get(2).at("/detail/status").asText()).isEqualTo("RUNNING");
    assertThat(events.get(2).at("/detail/redriveCount").intValue()).isEqualTo(1);
    assertThat(events.get(2).at("/detail/redriveDate").longValue())
        .isEqualTo(redriven.toEpochMilli());
    assertThat(events.get(2).at("/detail").get("stopDate").isNull()).isTrue();
    timer.advance(Duration.ofMinutes(5));
    assertThat(stepFunctions.status(arn)).as("the time-out begins anew").isEqualTo(Status.RUNNING);
    service.last().succeed();
    timer.settle();
    assertThat(statuses()).containsExactly("RUNNING", "FAILED", "RUNNING", "SUCCEEDED");
    assertRefused("ExecutionNotRedrivable", () -> stepFunctions.redriveExecution(arn));
  }

  @Test
  void redrivesUntil14DaysAfterTheEndAndNoLonger() {
    String arn = start("one", "{}");
    timer.advance(Duration.ofMinutes(5));
    service.last().fail("States.TaskFailed", "");
    timer.settle();
    timer.advance(Duration.ofDays(14));

    stepFunctions.redriveExecution(arn);
    timer.settle();
    service.last().fail("States.TaskFailed", "");
    timer.settle();
    timer.advance(Duration.ofDays(14).plusSeconds(1));

    assertRefused("ExecutionNotRedrivable", () -> stepFunctions.redriveExecution(arn));
  }
}
