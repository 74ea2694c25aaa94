package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.states.definition.InvalidDefinition;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which executions start, and under which names. */
class StartExecutionTest extends ManualTimeFixture {

  @Test
  void runsATaskToItsEndAndSendsAnEventOfBothChanges() {
    String arn = start("one", "{\"a\": 1.50}");
    service.last().succeed();
    timer.settle();

    assertThat(arn).isEqualTo("arn:aws:states:eu-central-1:123456789012:execution:reports:one");
    assertThat(service.last().call().parameters().path("request").asText())
        .isEqualTo("{\"a\":1.50}");
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.SUCCEEDED);
    assertThat(statuses()).containsExactly("RUNNING", "SUCCEEDED");
    assertThat(timer.alarms()).isZero();
  }

  @Test
  void answersTheSameExecutionForTheSameNameAndInputWhileItRuns() {
    String arn = start("one", "{}");

    assertThat(start("one", "{}")).isEqualTo(arn);
    assertThat(service.calls).hasSize(1);
    assertRefused("ExecutionAlreadyExists", () -> start("one", "{ }"));
    service.last().succeed();
    timer.settle();
    assertRefused("ExecutionAlreadyExists", () -> start("one", "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a:b", "a*", "a\u0001b", "<a>", "~a", "a,b"})
  void refusesNamesThatStepFunctionsRefuses(String name) {
    assertRefused("InvalidName", () -> start(name, "{}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "A.b_c-d", "株式会社", "ä", ".", "..", "CON"})
  void takesNamesThatStepFunctionsTakes(String name) {
    String arn = start(name, "{}");

    reopen();

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.RUNNING);
  }

  @Test
  void keepsNamesApartThatDifferOnlyInCase() {
    start("one", "1");
    start("ONE", "2");

    reopen();
    assertThat(execution(ARN + "one").start().input()).isEqualTo("1");
    assertThat(execution(ARN + "ONE").start().input()).isEqualTo("2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{} {}", "plain"})
  void refusesAnInputThatIsNotJson(String input) {
    assertRefused("InvalidExecutionInput", () -> start("one", input));
  }

  @Test
  void refusesAnInputAbove256KiB() {
    start("fits", "\"%s\"".formatted("x".repeat(262_142)));

    assertRefused(
        "ValidationException", () -> start("one", "\"%s\"".formatted("x".repeat(262_143))));
    assertRefused(
        "ValidationException", () -> start("one", "\"%s\"".formatted("ä".repeat(140_000))));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertRefused(
        "StateMachineDoesNotExist", () -> stepFunctions.startExecution(machine + "x", "one", "{}"));
    assertRefused("InvalidArn", () -> stepFunctions.startExecution("reports", "one", "{}"));
    assertRefused("ExecutionDoesNotExist", () -> stepFunctions.status(ARN + "none"));
    assertThatThrownBy(() -> stepFunctions.deploy("x", "{}")).isInstanceOf(InvalidDefinition.class);
  }

  @Test
  void startsNothingThatItCannotSave() throws Exception {
    Path inTheWay = folder.resolve("executions/reports").resolve(FolderName.of("two"));
    Files.createDirectories(inTheWay.getParent());
    Files.createFile(inTheWay);

    assertThatThrownBy(() -> start("two", "{}")).isInstanceOf(UncheckedIOException.class);
    assertRefused("ExecutionDoesNotExist", () -> stepFunctions.status(ARN + "two"));

    Files.delete(inTheWay);
    assertThat(stepFunctions.status(start("two", "{}"))).isEqualTo(Status.RUNNING);
  }
}
