package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.local.Account;
import dev.errand.local.LoggedLines;
import dev.errand.local.awsjson.AwsError;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.execution.ExecutionSnapshot;
import dev.errand.states.integration.ServiceIntegrations;
import dev.errand.states.value.StatesError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepFunctionsTest {

  private static final Account ACCOUNT = new Account("123456789012", "eu-central-1", "id", "key");
  private static final String TASK =
      """
      {"StartAt": "Work", "TimeoutSeconds": 3600, "States": {
        "Work": {"Type": "Task", "Resource": "%s", "TimeoutSeconds": 600,
          "Parameters": {"request.$": "States.JsonToString($)", "try.$": "$$.State.RetryCount"},
          "Retry": [{"ErrorEquals": ["Again"], "IntervalSeconds": 10, "MaxAttempts": 2}],
          "End": true}}}"""
          .formatted(TestService.RESOURCE);

  private static final String ARN = "arn:aws:states:eu-central-1:123456789012:execution:reports:";

  @TempDir Path folder;
  private final ManualTimer timer = new ManualTimer(Instant.parse("2026-01-31T08:00:00.500Z"));
  private final TestService service = new TestService();
  private final List<ObjectNode> events = new ArrayList<>();
  private boolean deaf;
  private StepFunctions stepFunctions;
  private String machine;

  @BeforeEach
  void deploy() {
    stepFunctions = open();
    machine = stepFunctions.deploy("reports", TASK).arn();
  }

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

  @ParameterizedTest
  @ValueSource(ints = {60, 3600})
  void anExpressStateMachineRunsForFiveMinutesAtMost(int timeoutSeconds) {
    String arn =
        stepFunctions
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

    assertThat(reopened().status(arn)).isEqualTo(Status.RUNNING);
  }

  @Test
  void keepsNamesApartThatDifferOnlyInCase() {
    start("one", "1");
    start("ONE", "2");

    StepFunctions again = reopened();
    assertThat(again.execution(ARN + "one").start().input()).isEqualTo("1");
    assertThat(again.execution(ARN + "ONE").start().input()).isEqualTo("2");
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
    assertThat(stepFunctions.execution(arn).outcome().cause()).isEqualTo("for good");
  }

  @Test
  void retriesSoonerWhenTheStageScalesDelaysDown() {
    stepFunctions = open(0.1);
    start("one", "{}");
    service.last().fail("Again", "");

    timer.advance(Duration.ofSeconds(1));

    assertThat(service.calls).hasSize(2);
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
    assertThat(stepFunctions.execution(arn).outcome().error()).isEqualTo("States.Timeout");
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

  @Test
  void stopsTheTaskOfAnExecutionThatIsStopped() {
    String arn = start("one", "{}");

    Instant stopped = stepFunctions.stopExecution(arn, "Cancelled", "by the client");
    timer.settle();
    service.last().fail("States.TaskFailed", "stopped");
    timer.advance(Duration.ofHours(2));

    assertThat(stopped).isEqualTo(Instant.parse("2026-01-31T08:00:00.500Z"));
    assertThat(service.last().stops()).hasSize(1);
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.ABORTED);
    assertThat(statuses()).containsExactly("RUNNING", "ABORTED");
    assertThat(events.get(1).at("/detail/error").asText()).isEqualTo("Cancelled");
    assertThat(stepFunctions.stopExecution(arn, null, null)).isEqualTo(stopped);
  }

  @Test
  void offersAStatusEventAgainUntilItIsTaken() {
    deaf = true;
    start("one", "{}");
    service.last().succeed();
    timer.advance(Duration.ofSeconds(5));
    assertThat(events).isEmpty();

    deaf = false;
    timer.advance(Duration.ofSeconds(1));

    assertThat(statuses()).containsExactly("RUNNING", "SUCCEEDED");
  }

  @Test
  void goesOnFromWhatIsSavedOnceTheDiskTakesFilesAgain() throws Exception {
    String arn = start("one", "{}");
    Path inTheWay = inTheWayOf("execution.json.new");
    service.last().succeed();
    timer.advance(Duration.ofSeconds(15));
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.RUNNING);
    assertThat(service.calls)
        .as("it asks for the same task again")
        .hasSize(2)
        .extracting(call -> call.call().token())
        .containsOnly(service.last().call().token());

    Files.delete(inTheWay);
    service.last().succeed();
    timer.settle();

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.SUCCEEDED);
    assertThat(statuses()).containsExactly("RUNNING", "SUCCEEDED");
    assertThat(types(stepFunctions, arn)).doesNotHaveDuplicates().contains("TaskSucceeded");
  }

  @Test
  void saysOnceThatTheDiskIsFullAndOnceThatItGoesOn() throws Exception {
    start("one", "{}");
    Path inTheWay = inTheWayOf("execution.json.new");
    service.last().succeed();

    List<String> full = LoggedLines.during(() -> timer.advance(Duration.ofSeconds(60)));
    Files.delete(inTheWay);
    service.last().succeed();
    List<String> goesOn = LoggedLines.during(timer::settle);

    assertThat(full).singleElement().asString().contains(ARN + "one", "is tried again");
    assertThat(goesOn).singleElement().asString().contains(ARN + "one", "goes on");
  }

  @Test
  void saysOnceThatAnEventIsNotTaken() throws Exception {
    deaf = true;

    List<String> lines =
        LoggedLines.during(
            () -> {
              start("one", "{}");
              timer.advance(Duration.ofSeconds(60));
            });

    assertThat(lines).filteredOn(line -> line.contains(ARN + "one")).hasSize(1);
  }

  @Test
  void timesOutThoughTheDiskWasFullWhenTheTimeWasOver() throws Exception {
    String arn = start("one", "{}");
    Path inTheWay = inTheWayOf("execution.json.new");
    timer.advance(Duration.ofSeconds(3601));
    assertThat(stepFunctions.status(arn)).isEqualTo(Status.RUNNING);

    Files.delete(inTheWay);
    timer.advance(Duration.ofSeconds(2));

    assertThat(stepFunctions.status(arn)).isIn(Status.TIMED_OUT, Status.FAILED);
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

  /** A folder where a file of the execution {@code one} has to be written. */
  private Path inTheWayOf(String file) throws IOException {
    return Files.createDirectory(
        folder.resolve("executions/reports").resolve(FolderName.of("one")).resolve(file));
  }

  @Test
  void waitsLessWhenTheStageScalesWaitsDown() {
    stepFunctions = open(0.1);
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
  void handsStatusEventsOverAfterAKillThatNobodyHadTaken() {
    deaf = true;
    start("one", "{}");
    service.last().succeed();
    timer.settle();

    deaf = false;
    reopened();

    assertThat(statuses()).containsExactly("RUNNING", "SUCCEEDED");
  }

  @Test
  void goesOnWithTheSameTaskAfterAKill() {
    String arn = start("one", "{}");
    String token = service.last().call().token();
    timer.advance(Duration.ofSeconds(100));

    StepFunctions again = reopened();

    assertThat(service.calls).hasSize(2);
    assertThat(service.last().call().token()).isEqualTo(token);
    service.last().succeed();
    timer.settle();
    assertThat(again.status(arn)).isEqualTo(Status.SUCCEEDED);
    assertThat(types(again, arn))
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
    StepFunctions again = reopened();
    assertThat(again.status(arn)).isEqualTo(Status.RUNNING);

    timer.advance(Duration.ofSeconds(1));

    assertThat(again.execution(arn).outcome().error()).isEqualTo("States.Timeout");
  }

  @Test
  void keepsRetriesAndTheirDelayOverAKill() {
    start("one", "{}");
    service.last().fail("Again", "");
    timer.advance(Duration.ofSeconds(10));
    service.last().fail("Again", "");
    timer.advance(Duration.ofSeconds(19));
    StepFunctions again = reopened();
    assertThat(service.calls).hasSize(2);
    timer.advance(Duration.ofSeconds(1));
    assertThat(service.calls).hasSize(3);

    service.last().fail("Again", "third");
    timer.settle();

    assertThat(again.status(ARN + "one")).isEqualTo(Status.FAILED);
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
    StepFunctions again = reopened();
    assertThat(again.status(arn)).isEqualTo(Status.RUNNING);

    timer.advance(Duration.ofSeconds(1));

    assertThat(again.execution(arn).outcome().output()).isEqualTo("{\"x\":1.50}");
  }

  @Test
  void finishesAnExecutionUnderTheDefinitionThatItBeganWith() {
    String arn = start("one", "{}");
    stepFunctions.deploy(
        "reports", "{\"StartAt\": \"New\", \"States\": {\"New\": {\"Type\": \"Succeed\"}}}");

    StepFunctions again = reopened();
    service.last().succeed();
    timer.settle();
    again.startExecution(machine, "two", "{}");
    timer.settle();

    assertThat(again.execution(arn).outcome().output()).isEqualTo("{\"Done\":true}");
    assertThat(again.execution(ARN + "two").outcome().output()).isEqualTo("{}");
  }

  @Test
  void anExecutionOfAnotherBuildIsNamedWithTheWayOut() throws IOException {
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
  void aStateThatTimesOutHasAnErrorAndNoCause() {
    String arn = start("one", "{}");
    timer.advance(Duration.ofSeconds(601));

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.FAILED);
    JsonNode detail = events.get(events.size() - 1).path("detail");
    assertThat(detail.path("error").asText()).isEqualTo("States.Timeout");
    assertThat(detail.get("cause").isNull()).isTrue();
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
    stepFunctions = open();
    timer.settle();
    service.last().succeed();
    timer.settle();

    assertThat(stepFunctions.status(kept)).isEqualTo(Status.SUCCEEDED);
    assertThat(stepFunctions.status(refused)).isEqualTo(Status.RUNNING);
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

  @Test
  void endsAnExecutionThatRunsInCirclesAfter25000Events() {
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
    Execution waiting = stepFunctions.execution(arn);
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
    reopened();

    timer.advance(Duration.ofSeconds(1));

    assertThat(stepFunctions.status(arn)).isEqualTo(Status.FAILED);
    assertThat(stepFunctions.execution(arn).outcome().error()).isEqualTo("States.Runtime");
    assertThat(stepFunctions.execution(arn).history().events()).isBetween(25_000, 25_002);
  }

  private String start(String name, String input) {
    String arn = stepFunctions.startExecution(machine, name, input);
    timer.settle();
    return arn;
  }

  private StepFunctions open() {
    return open(1);
  }

  private StepFunctions open(double waits) {
    return StepFunctions.open(
        new StepFunctions.Settings(
            folder,
            ACCOUNT,
            new ServiceIntegrations(Map.of(TestService.RESOURCE, service)),
            event -> {
              if (deaf) {
                throw new IllegalStateException("deaf");
              }
              events.add(event);
            },
            timer,
            waits));
  }

  /** A new one on the same folder, the old one being gone without a word. */
  private StepFunctions reopened() {
    timer.close();
    stepFunctions = open();
    timer.settle();
    return stepFunctions;
  }

  private List<String> statuses() {
    return events.stream().map(event -> event.at("/detail/status").asText()).toList();
  }

  private static List<String> types(StepFunctions of, String arn) {
    return of.history(of.execution(arn)).stream()
        .map(event -> event.path("type").asText())
        .toList();
  }

  private static void assertRefused(String type, Runnable call) {
    assertThat(Optional.ofNullable(org.assertj.core.api.Assertions.catchThrowable(call::run)))
        .containsInstanceOf(AwsError.class)
        .hasValueSatisfying(e -> assertThat(((AwsError) e).type()).isEqualTo(type));
  }
}
