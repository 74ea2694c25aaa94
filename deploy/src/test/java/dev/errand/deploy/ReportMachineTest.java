package dev.errand.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.FailureCode;
import dev.errand.states.value.Json;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the deployed definition does after each way in which a task can end. The task descriptions
 * are those of the sample events, in the shape that AWS gives them.
 */
class ReportMachineTest {

  private static final int MAX_TRIES = 4;
  private static final String TASK = "{\"TaskArn\": \"arn\"}";
  private static final String TRACE_HEADER =
      "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=1:ab12cd34:0";

  /** What a sidecar can look like in a task description. */
  private enum Sidecar {
    RUNS_WELL("0"),
    KILLED("137"),
    FAILED_FOR_GOOD("64"),
    NEVER_RAN(null);

    private final String exitCode;

    Sidecar(String exitCode) {
      this.exitCode = exitCode;
    }

    ObjectNode container() {
      ObjectNode container =
          Json.object().put("Name", "aws-guardduty-agent").put("LastStatus", "STOPPED");
      return exitCode == null ? container : container.put("ExitCode", Integer.parseInt(exitCode));
    }
  }

  private static Stream<FailureCode> codesOfTheWorker() {
    return Arrays.stream(FailureCode.values()).filter(code -> code.exitCode().isPresent());
  }

  @ParameterizedTest
  @MethodSource("codesOfTheWorker")
  void readsTheWorkersExitCodeWhateverSidecarStandsFirst(FailureCode code) {
    JsonNode alone = task(code.exitCode().getAsInt());

    for (Sidecar sidecar : Sidecar.values()) {
      End beside = End.of(withFirst(sidecar, alone));

      assertThat(beside).as("%s", sidecar).isEqualTo(End.of(alone));
    }
  }

  @ParameterizedTest
  @EnumSource
  void triesAgainWhereTheWorkerNeverRan(Sidecar sidecar) {
    ObjectNode task = task(0);
    ((ObjectNode) task.at("/Containers/0")).remove("ExitCode");

    assertThat(End.of(withFirst(sidecar, task))).isEqualTo(new End("Worker.TriedOften", MAX_TRIES));
  }

  @Test
  void succeedsWhereOnlyTheSidecarFailed() {
    assertThat(End.of(withFirst(Sidecar.KILLED, task(0)))).isEqualTo(new End("", 1));
  }

  @ParameterizedTest
  @MethodSource("codesOfTheWorker")
  void triesAgainByItselfOnlyWhereAnotherTryIsSaidToSucceed(FailureCode code) {
    End ending = End.of(task(code.exitCode().getAsInt()));

    if (ending.tries() > 1) {
      assertThat(code.retryable()).isTrue();
    }
  }

  static Stream<Arguments> lacksOfCapacity() {
    ObjectNode task = task(0);
    task.put("StopCode", "TaskFailedToStart")
        .put("StoppedReason", "Capacity is unavailable at this time. Please try again later");
    ((ObjectNode) task.at("/Containers/0")).remove("ExitCode");
    return Stream.of(
        Arguments.of("States.TaskFailed", Json.write(task)),
        Arguments.of("ECS.ClientException", "Capacity is unavailable at this time."),
        Arguments.of(
            "ECS.ClientException", "You've reached the limit on the number of vCPUs you can run"));
  }

  @ParameterizedTest
  @MethodSource("lacksOfCapacity")
  void waitsForHoursForCapacityAndKeepsTheTriesOfTheWorker(String error, String cause) {
    ReportMachineRun run = ReportMachineRun.untraced();
    for (int waits = 0; waits < 40; waits++) {
      run.failing(error, cause);
    }
    for (int tries = 1; tries < MAX_TRIES; tries++) {
      run.failing("States.TaskFailed", Json.write(task(75)));
    }
    run.answering("{\"TaskArn\": \"arn\"}");

    assertThat(run.error()).isEmpty();
    assertThat(run.calls()).hasSize(44);
    assertThat(run.enteredStates()).filteredOn("Pause"::equals).hasSize(43);
  }

  @ParameterizedTest
  @MethodSource("lacksOfCapacity")
  void givesUpInTheEndWhereCapacityStaysAway(String error, String cause) {
    ReportMachineRun run = ReportMachineRun.untraced();
    for (int waits = 0; waits < 40 + MAX_TRIES; waits++) {
      run.failing(error, cause);
    }

    assertThat(run.error()).isPresent();
    assertThat(run.calls()).hasSizeBetween(41, 40 + MAX_TRIES);
  }

  @Test
  void failsAtOnceWhereEcsRefusesWhatItWasAskedFor() {
    ReportMachineRun run =
        ReportMachineRun.untraced().failing("ECS.ClientException", "TaskDefinition is inactive");

    assertThat(run.error()).contains("ECS.ClientException");
    assertThat(run.calls()).hasSize(1);
  }

  @Test
  void aTaskDoesNotTraceUnlessTheStackTracesItsWorkers() {
    ReportMachineRun run = ReportMachineRun.untraced().answering(TASK);

    assertThat(run.error()).isEmpty();
    assertThat(traceHeaders(run)).containsExactly("Sampled=0");
  }

  @Test
  void aTracedTaskGetsTheTraceHeaderOfItsExecutionAndTheRequestUnchanged() {
    ReportMachineRun run =
        ReportMachineRun.traced()
            .answering("{\"Input\": \"{}\", \"TraceHeader\": \"%s\"}".formatted(TRACE_HEADER))
            .failing("States.TaskFailed", Json.write(task(75)))
            .answering(TASK);

    assertThat(run.error()).isEmpty();
    assertThat(run.calls().get(0)).contains("ExecutionArn");
    assertThat(traceHeaders(run)).containsExactly(TRACE_HEADER, TRACE_HEADER);
    assertThat(run.calls().subList(1, 3))
        .allSatisfy(call -> assertThat(value(call, "REPORT_REQUEST")).isEqualTo("{\"filter\":{}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"TraceHeader\": \"Root=1-\\\"\"}",
        "{\"TraceHeader\": \"\"}",
        "{\"TraceHeader\": \"Root=1-67891233-abcdef012345678912345678;X=11111111111111111111111111111111111111111111111111111111111111111111111111111111111111\"}"
      })
  void aTraceHeaderThatIsMissingOrUnusableIsLeftOut(String description) {
    ReportMachineRun run = ReportMachineRun.traced().answering(description).answering(TASK);

    assertThat(run.error()).isEmpty();
    assertThat(traceHeaders(run)).containsExactly("Sampled=0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Sfn.ExecutionDoesNotExistException", "Sfn.SfnException", "States.Timeout"})
  void aReportDoesWithoutATraceHeaderThatCannotBeRead(String error) {
    ReportMachineRun run = ReportMachineRun.traced();
    for (int tries = 0; tries < (error.equals("States.Timeout") ? 1 : 4); tries++) {
      run.failing(error, "");
    }
    run.answering(TASK);

    assertThat(run.error()).isEmpty();
    assertThat(traceHeaders(run)).containsExactly("Sampled=0");
  }

  /** Of each task that was started. */
  private static List<String> traceHeaders(ReportMachineRun run) {
    return run.calls().stream()
        .filter(call -> call.contains("Overrides"))
        .map(call -> value(call, "_X_AMZN_TRACE_ID"))
        .toList();
  }

  /** Of a variable of the task that a call starts. */
  private static String value(String call, String variable) {
    return Deployment.json(call)
        .at("/Overrides/ContainerOverrides/0/Environment")
        .valueStream()
        .filter(pair -> pair.path("Name").asText().equals(variable))
        .map(pair -> pair.path("Value").asText())
        .findFirst()
        .orElseThrow();
  }

  /**
   * The worker saves a checkpoint for these, so that a new attempt goes on where this one ended.
   */
  @ParameterizedTest
  @EnumSource(names = {"DEADLINE_EXCEEDED", "TIMED_OUT", "INTERRUPTED"})
  void aFailureThatACheckpointContinuesIsRetryable(FailureCode code) {
    assertThat(code.retryable()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theOperatorsTableSaysWhetherARetryAndARedriveCanSucceed(FailureCode code) {
    String row = row(code);

    assertThat(column(row, 4)).isEqualTo(retry(code));
    assertThat(column(row, 5)).isEqualTo(redrive(code));
    assertThat(code.redrivable()).isEqualTo(redrive(code).equals("yes"));
  }

  private static String retry(FailureCode code) {
    if (code == FailureCode.SUPERSEDED) {
      return "not needed";
    }
    return code.retryable() ? "yes" : "after a change";
  }

  /** A redrive goes on at the state that failed; a Fail state that is entered again fails again. */
  private static String redrive(FailureCode code) {
    return switch (code) {
      case EXECUTION_ABORTED -> "yes";
      case RESULT_MISSING -> "not possible";
      case TIMED_OUT -> redriveAfter(ReportMachineRun.untraced().failing("States.Timeout", ""));
      case TASK_START_FAILED ->
          redriveAfter(ReportMachineRun.untraced().failing("ECS.ClientException", ""));
      default -> redriveAfter(run(task(code.exitCode().orElse(1))));
    };
  }

  private static String redriveAfter(ReportMachineRun run) {
    assertThat(run.error()).isPresent();
    List<String> entered = run.enteredStates();
    return run.typeOf(entered.get(entered.size() - 1)).equals("Fail") ? "fails again" : "yes";
  }

  /**
   * How an execution ended.
   *
   * @param error empty if it succeeded
   */
  private record End(String error, int tries) {

    static End of(JsonNode task) {
      ReportMachineRun run = run(task);
      String error = run.error().orElse("");
      return new End(error, run.calls().size());
    }
  }

  private static ReportMachineRun run(JsonNode task) {
    ReportMachineRun run = ReportMachineRun.untraced();
    for (int tries = 0; tries < MAX_TRIES; tries++) {
      run.failing("States.TaskFailed", Json.write(task));
    }
    return run;
  }

  private static ObjectNode task(int exitCode) {
    String event = text("events/recorder-failed-deadline-exceeded.json");
    ObjectNode task =
        (ObjectNode) Deployment.json(Deployment.json(event).at("/detail/cause").asText());
    ((ObjectNode) task.at("/Containers/0")).put("ExitCode", exitCode);
    return task;
  }

  private static JsonNode withFirst(Sidecar sidecar, JsonNode task) {
    ObjectNode beside = task.deepCopy();
    ((ArrayNode) beside.path("Containers")).insert(0, sidecar.container());
    return beside;
  }

  private static String row(FailureCode code) {
    List<String> rows =
        text("docs/operations.md")
            .lines()
            .filter(line -> line.startsWith("| `" + code.word() + "` |"))
            .toList();
    assertThat(rows).as("rows of %s", code.word()).hasSize(1);
    return rows.get(0);
  }

  private static String column(String row, int number) {
    return row.split(Pattern.quote("|"), -1)[number].strip();
  }

  private static String text(String file) {
    return Deployment.text(Deployment.ROOT.resolve(file));
  }
}
