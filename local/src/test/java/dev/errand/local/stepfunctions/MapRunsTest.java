package dev.errand.local.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.local.awsjson.AwsError;
import dev.errand.states.definition.InvalidDefinition;
import dev.errand.states.state.MapSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The child executions of a Map Run are executions of their own. */
class MapRunsTest extends ManualTimeFixture {

  private static final String DEFINITION =
      """
      {"StartAt": "Each", "States": {"Each": {"Type": "Map", "MaxConcurrency": 2, "End": true,
        "Label": "each", "ToleratedFailureCount": 1,
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
          "StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "%s",
            "Parameters": {"item.$": "$"}, "ResultPath": null, "Next": "Last"},
            "Last": {"Type": "Pass", "End": true}}}}}}""";

  private String execution;

  private void run(String executionType, String items) {
    stepFunctions.deploy("reports", DEFINITION.formatted(executionType, TestService.RESOURCE));
    execution = start("one", items);
  }

  @Test
  void runsUpToTheMaximumConcurrencyAndJoinsTheOutputsInTheOrderOfTheItems() {
    run("STANDARD", "[1, 2, 3]");
    assertThat(counts()).isEqualTo("1 pending, 2 running, 0 succeeded, 0 failed");

    succeed(1);
    succeed(2);
    succeed(0);

    assertThat(outcome().output()).hasValue("[1,2,3]");
    assertThat(counts()).isEqualTo("0 pending, 0 running, 3 succeeded, 0 failed");
    assertThat(mapRun().status()).isEqualTo(MapRun.MapRunStatus.SUCCEEDED);
  }

  @Test
  void aChildExecutionHasANameAndAHistoryOfItsOwn() {
    run("STANDARD", "[7]");
    succeed(0);
    Execution child = children().get(0);

    assertThat(child.arn())
        .startsWith("arn:aws:states:eu-central-1:123456789012:execution:reports/each:");
    assertThat(child.start().input()).isEqualTo("7");
    assertThat(types(child.arn())).startsWith("ExecutionStarted").endsWith("ExecutionSucceeded");
    assertThat(types(execution)).doesNotContain("TaskStateEntered");
    assertThat(mapRun().arn())
        .startsWith("arn:aws:states:eu-central-1:123456789012:mapRun:reports/each:");
  }

  @Test
  void childExecutionsAreNoExecutionsOfTheStateMachineAndSendNoStatusEvents() {
    run("STANDARD", "[1, 2]");
    succeed(0);
    succeed(1);

    assertThat(events)
        .hasSize(2)
        .allSatisfy(
            event -> assertThat(event.at("/detail/executionArn").asText()).isEqualTo(execution));
  }

  @Test
  void moreFailuresThanAreToleratedEndTheMapRunAndItsChildExecutions() {
    run("STANDARD", "[1, 2, 3, 4]");

    fail(0);
    fail(1);

    assertThat(outcome().error()).hasValue("States.ExceedToleratedFailureThreshold");
    assertThat(mapRun().status()).isEqualTo(MapRun.MapRunStatus.FAILED);
    assertThat(counts()).isEqualTo("1 pending, 0 running, 0 succeeded, 2 failed");
    assertThat(service.last().stops()).hasSize(1);
  }

  @Test
  void stoppingTheExecutionStopsItsChildExecutions() {
    run("STANDARD", "[1, 2, 3]");

    stepFunctions.stopExecution(execution, Optional.empty(), Optional.empty());
    timer.settle();

    assertThat(mapRun().status()).isEqualTo(MapRun.MapRunStatus.ABORTED);
    assertThat(children()).hasSize(2).allMatch(child -> child.status() == Status.ABORTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"STANDARD", "EXPRESS"})
  void aRedriveStartsOnlyTheChildExecutionsThatDidNotSucceed(String executionType) {
    run(executionType, "[1, 2, 3]");
    succeed(0);
    fail(1);
    fail(2);
    int calls = service.calls.size();

    stepFunctions.redriveExecution(execution);
    timer.settle();
    assertThat(service.calls).hasSize(calls + 2);
    succeed(calls);
    succeed(calls + 1);

    assertThat(outcome().output()).hasValue("[1,2,3]");
    assertThat(mapRun().redrives().count()).isEqualTo(1);
    assertThat(children()).hasSize(executionType.equals("EXPRESS") ? 5 : 3);
    assertThat(types(execution))
        .containsSubsequence(
            "MapRunFailed", "ExecutionRedriven", "MapRunRedriven", "MapRunSucceeded");
  }

  @Test
  void aStageThatIsOpenedAgainContinuesTheChildExecutions() {
    run("STANDARD", "[1, 2, 3]");
    succeed(0);
    reopen();

    assertThat(counts()).isEqualTo("0 pending, 2 running, 1 succeeded, 0 failed");
    int calls = service.calls.size();
    succeed(calls - 2);
    succeed(calls - 1);

    assertThat(outcome().output()).hasValue("[1,2,3]");
    assertThat(children()).hasSize(3);
  }

  /** The files are those of a process that was killed after the execution's end was saved. */
  @Test
  void childExecutionsOfAnExecutionThatHasEndedAreStoppedWhenTheStageIsOpenedAgain()
      throws IOException {
    run("STANDARD", "[1, 2]");
    Path before = folder.resolveSibling(folder.getFileName() + "-before");
    copy(folder, before);
    stepFunctions.stopExecution(execution, Optional.empty(), Optional.empty());
    timer.settle();
    for (String kept : List.of("map-runs", "executions/reports/" + FolderName.of("each"))) {
      copy(before.resolve(kept), folder.resolve(kept));
    }

    reopen();

    assertThat(mapRun().status()).isEqualTo(MapRun.MapRunStatus.ABORTED);
    assertThat(children()).hasSize(2).allMatch(child -> child.status() == Status.ABORTED);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path copy = to.resolve(from.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  @Test
  void otherLimitsHoldAtOnce() {
    run("STANDARD", "[1, 2, 3, 4]");

    components.mapRuns().update(mapRun(), settings -> new MapSettings(4, 3, 0));
    timer.settle();
    fail(0);
    fail(1);
    fail(2);
    succeed(3);

    assertThat(outcome().output()).hasValue("[4]");
  }

  @Test
  void aMapRunWithoutItemsSucceedsAtOnce() {
    run("STANDARD", "[]");

    assertThat(outcome().output()).hasValue("[]");
    assertThat(mapRun().size()).isZero();
  }

  @Test
  void aChildExecutionIsRedrivenWithItsExecutionOnly() {
    run("STANDARD", "[1, 2]");
    fail(0);
    String child =
        children().stream().filter(run -> run.status() == Status.FAILED).findFirst().get().arn();

    assertThatThrownBy(() -> stepFunctions.redriveExecution(child))
        .isInstanceOf(AwsError.class)
        .hasMessageContaining("redriven with the execution of its Map Run");
  }

  @Test
  void aTaskStateCannotNameAMapRun() {
    String task =
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
          "Resource": "arn:aws:states:eu-central-1:123456789012:mapRun:reports/each:1"}}}""";

    assertThatThrownBy(() -> stepFunctions.deploy("task", task))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessageContaining("is not recognized")
        .hasMessageNotContaining("mapRun:*");
  }

  private void succeed(int call) {
    service.calls.get(call).succeed();
    timer.settle();
  }

  private void fail(int call) {
    service.calls.get(call).fail("Broken", "");
    timer.settle();
  }

  private MapRun mapRun() {
    return components.mapRuns().of(execution).get(0);
  }

  private String counts() {
    MapRunCounts counts = components.mapRuns().counts(mapRun(), false);
    return "%s pending, %d running, %d succeeded, %d failed"
        .formatted(
            counts.body(false).path("pending"),
            counts.of(Status.RUNNING),
            counts.of(Status.SUCCEEDED),
            counts.of(Status.FAILED));
  }

  private Execution.Outcome outcome() {
    return execution(execution).outcome();
  }

  private List<Execution> children() {
    return components.executions().list().stream()
        .filter(item -> item.isOf(mapRun()))
        .map(item -> execution(item.arn()))
        .toList();
  }
}
