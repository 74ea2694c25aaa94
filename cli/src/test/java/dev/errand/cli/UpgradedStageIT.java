package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

@OnOwnStage
class UpgradedStageIT {

  private static final int RECORDS = 20_000;
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final String TEMPLATE = "template.yaml";
  private static final String[] WAITS = {"--waits", "0.4"};
  private static final String RETAINED =
      "    UpdateReplacePolicy: Retain\n    Properties:\n      Family: ";
  private static final String DEFINITION = "statemachine/report.asl.json";
  private static final String REQUEST =
      """
      {"filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555",
                  "start_date": "2020-01-01", "end_date": "2022-12-31"}}""";

  private final List<Path> links = new ArrayList<>();

  @TempDir private Path folder;

  /** Before JUnit deletes the folder: it warns of every link that leads out of it. */
  @AfterEach
  void unlink() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  /**
   * A release changes the definition and the task definition while a report runs, one waits for
   * another try, others wait for a task, and one that was cancelled is redriven afterwards.
   */
  @Test
  void whatIsUnderWayAtAReleaseEndsUnderItsOwnDefinitionWithTheNewWorker() throws Exception {
    List<String> before = new ArrayList<>();
    String cancelled;
    try (StageProcess stage = StageProcess.up(first(), data(), RECORDS, WAITS)) {
      Reports reports = Reports.of(stage);
      cancelled = reports.accepted(REQUEST);
      cancel(stage, reports, cancelled);
      reports.finished(cancelled);
      for (int i = 0; i < 4; i++) {
        before.add(reports.accepted(REQUEST));
      }
      running(reports, before.get(0));
      kill(stage, before.get(before.size() - 1));
      try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
        await()
            .atMost(LIMIT)
            .until(() -> before.stream().anyMatch(id -> isPausing(stepFunctions, stage, id)));
      }
    }

    try (StageProcess stage = StageProcess.up(upgraded(), data(), RECORDS, WAITS)) {
      Reports reports = Reports.of(stage);
      String after = reports.accepted(REQUEST);
      try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
        stepFunctions.redriveExecution(
            redrive -> redrive.executionArn(execution(stage, cancelled)));
      }
      before.forEach(reports::succeeded);
      reports.succeeded(after);
      await()
          .atMost(LIMIT)
          .until(() -> !reports.report(cancelled).path("status").asText().equals("CANCELLED"));
      reports.succeeded(cancelled);

      assertThat(before)
          .allSatisfy(
              id -> assertThat(output(stage, id)).contains("TaskArn").doesNotContain("Upgraded"));
      assertThat(output(stage, after)).contains("TaskArn", "Upgraded");
      assertThat(data().resolve("tasks/task-definitions.json"))
          .content()
          .as("the first revision is INACTIVE")
          .contains("\"active\":false");
      assertThat(taskDefinitions(stage))
          .anyMatch(arn -> arn.endsWith("-records:1"))
          .anyMatch(arn -> arn.endsWith("-records:2"));
    }
  }

  /** Its worker is paused, so that it cannot be faster than the request. */
  @SuppressWarnings("try")
  private static void cancel(StageProcess stage, Reports reports, String id) {
    try (PausedWorker worker = PausedWorker.of(stage, id)) {
      running(reports, id);
      assertThat(reports.post("/v1/reports/" + id + "/cancel", "").statusCode()).isEqualTo(202);
    }
  }

  private static void kill(StageProcess stage, String id) {
    try (PausedWorker worker = PausedWorker.of(stage, id)) {
      worker.kill();
    }
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static void running(Reports reports, String id) {
    await()
        .atMost(LIMIT)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> reports.report(id).path("status").asText().equals("RUNNING"));
  }

  /** A checkout with another state machine, which says more at its end, and another worker. */
  /** Its revision is deregistered by the release, so that nothing may depend on it. */
  private Path first() throws IOException {
    Path home = checkout("first");
    String template = Files.readString(StageProcess.ROOT.resolve(TEMPLATE));
    assertThat(template).containsOnlyOnce(RETAINED);
    Files.writeString(
        home.resolve(TEMPLATE), template.replace(RETAINED, RETAINED.replace("Retain", "Delete")));
    return home;
  }

  private Path upgraded() throws IOException {
    Path home = checkout("upgraded");
    copy(home, DEFINITION, "\"TaskArn.$\": \"$.TaskArn\"", ", \"Upgraded\": true");
    copy(home, TEMPLATE, "Image: !Sub ${WorkerRepository.RepositoryUri}:${Version}", "-next");
    return home;
  }

  /** All of it but the template and, in the second one, the definition, by links. */
  private Path checkout(String name) throws IOException {
    Path home = Files.createDirectories(folder.resolve(name));
    boolean hasDefinition = name.equals("first");
    List<Path> entries;
    try (Stream<Path> all = Files.list(StageProcess.ROOT)) {
      entries =
          all.filter(entry -> hasDefinition || !entry.endsWith("statemachine"))
              .filter(entry -> !entry.endsWith(TEMPLATE))
              .toList();
    }
    for (Path entry : entries) {
      links.add(Files.createSymbolicLink(home.resolve(entry.getFileName()), entry));
    }
    return home;
  }

  private static void copy(Path home, String file, String after, String addition)
      throws IOException {
    String text = Files.readString(StageProcess.ROOT.resolve(file));
    assertThat(text).contains(after);
    Files.createDirectories(home.resolve(file).getParent());
    Files.writeString(home.resolve(file), text.replace(after, after + addition));
  }

  private static boolean isPausing(SfnClient stepFunctions, StageProcess stage, String id) {
    return stepFunctions
        .getExecutionHistory(
            history -> history.executionArn(execution(stage, id)).reverseOrder(true))
        .events()
        .stream()
        .findFirst()
        .filter(event -> event.type() == HistoryEventType.WAIT_STATE_ENTERED)
        .isPresent();
  }

  private static List<String> taskDefinitions(StageProcess stage) {
    try (EcsClient ecs = new Aws(stage).ecs()) {
      List<String> tasks =
          ecs.listTasks(
                  list -> list.cluster(stage.field("cluster")).desiredStatus(DesiredStatus.STOPPED))
              .taskArns();
      return ecs
          .describeTasks(describe -> describe.cluster(stage.field("cluster")).tasks(tasks))
          .tasks()
          .stream()
          .map(Task::taskDefinitionArn)
          .toList();
    }
  }

  private static String execution(StageProcess stage, String id) {
    return stage.field("state_machine_arn").replace(":stateMachine:", ":execution:")
        + ":"
        + id
        + "-1";
  }

  private static String output(StageProcess stage, String id) {
    try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
      return stepFunctions
          .describeExecution(describe -> describe.executionArn(execution(stage, id)))
          .output();
    }
  }
}
