package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ctrl-C at each step of a start, and while a report runs; one folder for all of them. */
@OnOwnStage
@TestMethodOrder(OrderAnnotation.class)
class InterruptedStageIT {

  private static final int RECORDS = 3000;
  private static final Duration STEP_LIMIT = Duration.ofMinutes(2);
  private static final Duration END_LIMIT = Duration.ofSeconds(10);

  @TempDir private static Path folder;
  private static String interrupted;
  private StageProcess stage;

  @AfterEach
  void killWhatIsLeft() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  /** What a start is at; none of it is left by the start before. */
  enum Step {
    BEGUN,
    MAKING_RECORDS,
    STARTING_THE_OBJECT_STORE,
    RECORDS_MADE,
    STARTING_FUNCTIONS,
    READY;

    boolean isReachedBy(StageProcess stage) {
      return switch (this) {
        case BEGUN -> stage.output().contains("Starting the local stage");
        case MAKING_RECORDS -> Files.exists(stage.path("records/filling.mv.db"));
        case STARTING_THE_OBJECT_STORE -> runs(stage, "s3proxy");
        case RECORDS_MADE -> Files.exists(stage.path("records/records.mv.db"));
        case STARTING_FUNCTIONS -> runs(stage, "IntakeFunction");
        case READY -> stage.output().contains("Ready after");
      };
    }

    private static boolean runs(StageProcess stage, String name) {
      return !stage.children(name).isEmpty();
    }
  }

  @Order(1)
  @ParameterizedTest
  @EnumSource
  void noProcessIsLeftAFewSecondsLater(Step step) throws Exception {
    stage = StageProcess.run(data(), RECORDS, "up");
    await()
        .atMost(STEP_LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> step.isReachedBy(stage));

    stage.interrupt();

    awaitEnd();
    assertThat(stage.output()).doesNotContain("Exception");
    assertThat(data().resolve("stage.json")).doesNotExist();
  }

  @Order(2)
  @Test
  void anObjectStoreThatNeverAnswersDelaysTheEndByAFewSecondsOnly() throws Exception {
    stage = StageProcess.run(data(), RECORDS, "up");
    await()
        .atMost(STEP_LIMIT)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> Step.STARTING_THE_OBJECT_STORE.isReachedBy(stage));
    signal("STOP", stage.children("s3proxy").get(0));

    stage.interrupt();

    awaitEnd();
  }

  private static void signal(String signal, ProcessHandle process) throws IOException {
    new ProcessBuilder("kill", "-" + signal, "" + process.pid()).start().onExit().join();
  }

  @Order(3)
  @Test
  void aCancelledReportLeavesNoWorkerAndARunningOneDelaysTheEndByAFewSecondsOnly()
      throws Exception {
    stage = StageProcess.up(data(), RECORDS, "--parameter", "RecordsApiUrl=http://127.0.0.1:9");
    Reports reports = Reports.of(stage);
    String cancelled = reports.accepted(Reports.example("client-a.json"));
    awaitWorker();
    reports.post("/v1/reports/" + cancelled + "/cancel", "");
    await().atMost(END_LIMIT).until(() -> stage.children("task-").isEmpty());

    interrupted = reports.accepted(Reports.example("client-b.json"));
    awaitWorker();
    stage.interrupt();

    awaitEnd();
    assertThat(stage.output())
        .contains("Ending the stage", "Waiting for 1 running task to save", "Ended.");
  }

  private void awaitWorker() {
    await().atMost(STEP_LIMIT).until(() -> !stage.children("task-").isEmpty());
  }

  @Order(4)
  @Test
  void theNextStartTakesUpTheFolder() {
    stage = StageProcess.up(data(), RECORDS);

    Reports.of(stage).succeeded(interrupted);

    stage.close();
  }

  private static Path data() {
    return folder.resolve("data");
  }

  private static void awaitEnd() {
    await().atMost(END_LIMIT).untilAsserted(() -> assertThat(processes()).isEmpty());
  }

  /** Every process of a stage names its folder in its arguments. */
  private static List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses().filter(process -> namesTheFolder(process)).toList();
  }

  private static boolean namesTheFolder(ProcessHandle process) {
    return process
        .info()
        .commandLine()
        .filter(line -> line.contains(data().toString()))
        .isPresent();
  }
}
