package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Executions of an earlier process. */
class ContinuedExecutionsTest extends ManualTimeFixture {

  @Test
  void continuesTheSameTaskAfterAKill() {
    String arn = start("one", "{}");
    String token = service.last().call().token();
    timer.advance(Duration.ofSeconds(100));

    reopen();

    assertThat(service.calls).hasSize(2);
    assertThat(service.last().call().token()).isEqualTo(token);
    service.last().succeed();
    timer.settle();
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.SUCCEEDED);
    assertThat(types(arn))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void keepsTimeOutsRunningOverAKill() {
    String arn = start("one", "{}");
    timer.advance(Duration.ofSeconds(599));
    reopen();
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.RUNNING);

    timer.advance(Duration.ofSeconds(1));

    assertThat(execution(arn).outcome().error()).hasValue("States.Timeout");
  }

  @Test
  void keepsRetriesAndTheirDelayOverAKill() {
    start("one", "{}");
    service.last().fail("Again", "");
    timer.advance(Duration.ofSeconds(10));
    service.last().fail("Again", "");
    timer.advance(Duration.ofSeconds(19));
    reopen();
    assertThat(service.calls).hasSize(2);
    timer.advance(Duration.ofSeconds(1));
    assertThat(service.calls).hasSize(3);

    service.last().fail("Again", "third");
    timer.settle();

    assertThat(stepFunctions.status(ARN + "one")).isEqualTo(Status.FAILED);
  }

  @Test
  void keepsWaitsAndVariablesOverAKill() {
    machine =
        stepFunctions
            .deploy(
                "waits",
                """
                {"StartAt": "Set", "States": {
                  "Set": {"Type": "Pass", "Assign": {"x": 1.50}, "Next": "Wait"},
                  "Wait": {"Type": "Wait", "Seconds": 60, "Next": "Get"},
                  "Get": {"Type": "Pass", "Parameters": {"x.$": "$x"}, "End": true}}}""")
            .arn();
    String arn = start("one", "{}");
    timer.advance(Duration.ofSeconds(59));
    reopen();
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.RUNNING);

    timer.advance(Duration.ofSeconds(1));

    assertThat(execution(arn).outcome().output()).hasValue("{\"x\":1.50}");
  }

  @Test
  void finishesAnExecutionWithTheDefinitionThatItBeganWith() {
    String arn = start("one", "{}");
    stepFunctions.deploy(
        "reports", "{\"StartAt\": \"New\", \"States\": {\"New\": {\"Type\": \"Succeed\"}}}");

    reopen();
    service.last().succeed();
    timer.settle();
    stepFunctions.startExecution(machine, "two", "{}");
    timer.settle();

    assertThat(execution(arn).outcome().output()).hasValue("{\"Done\":true}");
    assertThat(execution(ARN + "two").outcome().output()).hasValue("{}");
  }

  @Test
  void namesAFileOfAnotherBuildAndSaysWhatToDo() throws IOException {
    start("one", "{}");
    stepFunctions.close();
    Path file;
    try (Stream<Path> files = Files.walk(folder)) {
      file = files.filter(path -> path.endsWith("execution.json")).findFirst().orElseThrow();
    }
    Files.writeString(file, "{\"position\": {}}");

    assertThatThrownBy(this::open)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll(file.toString(), "another build", "--data");
  }

  @Test
  void aStageOpensAlthoughADefinitionOfAnOlderBuildIsRefused() throws IOException {
    String other = stepFunctions.deploy("other", TASK.replace("3600", "1800")).arn();
    String refused = stepFunctions.startExecution(other, "refused", "{}");
    String kept = stepFunctions.startExecution(machine, "kept", "{}");
    timer.settle();
    Path definition =
        folder.resolve("definitions/" + stepFunctions.stateMachine(other).revision() + ".json");
    Files.writeString(definition, Files.readString(definition).replace("\"Task\"", "\"Errand\""));

    stepFunctions.close();
    open();
    timer.settle();
    service.last().succeed();
    timer.settle();

    assertThat(stepFunctions.status(kept)).isEqualTo(Status.SUCCEEDED);
    assertThat(stepFunctions.status(refused)).isEqualTo(Status.RUNNING);
  }
}
