package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.local.LoggedLines;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The status events of executions. */
class StatusEventsTest extends ManualTimeFixture {

  @Test
  void writesAStatusEventAsEventBridgeDoes() {
    String arn = start("one", "{\"a\": 1}");
    service.last().fail("States.TaskFailed", "{\"ExitCode\":1}");
    timer.advance(Duration.ofSeconds(2));

    JsonNode running = events.get(0);
    assertThat(running.path("version").asText()).isEqualTo("0");
    assertThat(running.path("id").asText()).hasSize(36);
    assertThat(running.path("detail-type").asText())
        .isEqualTo("Step Functions Execution Status Change");
    assertThat(running.path("source").asText()).isEqualTo("aws.states");
    assertThat(running.path("account").asText()).isEqualTo("123456789012");
    assertThat(running.path("time").asText()).isEqualTo("2026-01-31T08:00:00Z");
    assertThat(running.path("region").asText()).isEqualTo("eu-central-1");
    assertThat(running.at("/resources/0").asText()).isEqualTo(arn);
    assertThat(running.path("detail"))
        .hasToString(
            """
            {"executionArn":"%s","stateMachineArn":"%s","name":"one","status":"RUNNING",\
            "startDate":1769846400500,"stopDate":null,"input":"{\\"a\\": 1}","output":null,\
            "stateMachineVersionArn":null,"stateMachineAliasArn":null,"redriveCount":0,\
            "redriveDate":null,"redriveStatus":"NOT_REDRIVABLE",\
            "redriveStatusReason":"Execution is RUNNING and cannot be redriven",\
            "inputDetails":{"included":true},"outputDetails":null,"error":null,"cause":null}"""
                .formatted(arn, machine));
    JsonNode failed = events.get(1).path("detail");
    assertThat(failed.path("status").asText()).isEqualTo("FAILED");
    assertThat(failed.path("stopDate").longValue()).isEqualTo(1769846400500L);
    assertThat(failed.path("error").asText()).isEqualTo("States.TaskFailed");
    assertThat(failed.path("cause").asText()).isEqualTo("{\"ExitCode\":1}");
    assertThat(failed.path("redriveStatus").asText()).isEqualTo("REDRIVABLE");
    assertThat(failed.get("redriveStatusReason").isNull()).isTrue();
  }

  @Test
  void leavesAnInputAbove248KiBOutOfItsEvents() {
    start("one", "\"%s\"".formatted("x".repeat(254_000)));
    timer.settle();

    JsonNode detail = events.get(0).path("detail");
    assertThat(detail.get("input").isNull()).isTrue();
    assertThat(detail.at("/inputDetails/included").booleanValue()).isFalse();
  }

  @Test
  void offersAStatusEventAgainUntilItIsTaken() {
    eventsAreRefused = true;
    start("one", "{}");
    service.last().succeed();
    timer.advance(Duration.ofSeconds(5));
    assertThat(events).isEmpty();

    eventsAreRefused = false;
    timer.advance(Duration.ofSeconds(1));

    assertThat(statuses()).containsExactly("RUNNING", "SUCCEEDED");
  }

  @Test
  void saysOnceThatAnEventIsNotTaken() throws Exception {
    eventsAreRefused = true;

    List<String> lines =
        LoggedLines.during(
            () -> {
              start("one", "{}");
              timer.advance(Duration.ofSeconds(60));
            });

    assertThat(lines).filteredOn(line -> line.contains(ARN + "one")).hasSize(1);
  }

  @Test
  void sendsAfterAKillTheStatusEventsThatWereNotTakenBefore() {
    eventsAreRefused = true;
    start("one", "{}");
    service.last().succeed();
    timer.settle();

    eventsAreRefused = false;
    reopen();

    assertThat(statuses()).containsExactly("RUNNING", "SUCCEEDED");
  }
}
