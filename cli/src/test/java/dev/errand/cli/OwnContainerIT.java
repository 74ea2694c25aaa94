package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker of {@code examples/own-worker} as a container; skipped where it cannot be built. */
@OnOwnStage
class OwnContainerIT {

  private static final String REQUEST =
      """
      {"type": "sums",
       "filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555", "start_date": "2021-01-01",
                  "end_date": "2021-12-31"}}""";

  @TempDir private static Path folder;

  private static Engine engine;
  private static CheckoutWithType checkout;
  private static StageProcess stage;

  @BeforeAll
  static void start() throws Exception {
    engine = Engine.assumed();
    Path type = engine.assumeBuilds(StageProcess.ROOT.resolve("examples/own-worker"), folder);
    checkout =
        CheckoutWithType.in(
            folder.resolve("checkout"),
            type,
            new TypeResources(
                "sums", 3600, "Sums", Files.readString(type.resolve("resources.yaml"))));
    stage = up();
  }

  @AfterAll
  static void stop() throws IOException {
    if (stage != null) {
      stage.close();
      assertThat(engine.containers()).isEmpty();
    }
    if (checkout != null) {
      checkout.close();
    }
  }

  private static StageProcess up() {
    return StageProcess.up(
        checkout.root(), folder.resolve("data"), SharedStage.RECORDS, "--workers", "container");
  }

  @Test
  void writesItsReportAndLeavesNoContainer() throws Exception {
    Reports reports = Reports.of(stage);
    String id = reports.accepted(REQUEST);
    String container = engine.onlyContainer();

    JsonNode report = reports.succeeded(id);

    assertThat(container).matches("task-errand-sums-[0-9a-f]{32}");
    assertThat(Files.readAllLines(stage.artifact(id, "totals.csv")))
        .startsWith("day,currency,sum")
        .hasSize(1 + report.at("/result/row_count").asInt());
    await().atMost(Duration.ofSeconds(30)).until(() -> engine.containers().isEmpty());
    assertThat(stage.output()).contains("Tasks of errand-sums run as containers of ");
  }

  @Test
  void getsSigtermWhenItsReportIsCancelledAndIsRetried() throws Exception {
    Reports reports = Reports.of(stage);
    String id = reports.accepted(REQUEST);
    String container = engine.onlyContainer();
    engine.awaitHandler(container);
    engine.call("kill", "--signal", "STOP", container);
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> reports.report(id).path("status").asText().equals("RUNNING"));

    assertThat(reports.post("/v1/reports/" + id + "/cancel", "").statusCode()).isEqualTo(202);
    assertThat(reports.finished(id).path("status").asText()).isEqualTo("CANCELLED");
    engine.awaitSigterm(container);
    engine.call("kill", "--signal", "CONT", container);
    await().atMost(Duration.ofSeconds(30)).until(() -> engine.containers().isEmpty());

    String task = container.substring(container.lastIndexOf('-') + 1);
    Path files = stage.path("tasks/tasks").resolve(task);
    await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(files.resolve("task.json")));
    assertThat(Reports.json(Files.readString(files.resolve("task.json"))).at("/course/exitCode"))
        .hasToString("75");
    assertThat(Files.readString(files.resolve("task.log"))).contains("The task was stopped.");
    assertThat(reports.post("/v1/reports/" + id + "/retry", "").statusCode()).isEqualTo(202);
    assertThat(reports.succeeded(id).path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void continuesAfterAKillOfTheStage() throws Exception {
    String id = Reports.of(stage).accepted(REQUEST);
    String container = engine.onlyContainer();

    stage.kill();
    stage = up();

    assertThat(engine.containers()).doesNotContain(container);
    assertThat(Reports.of(stage).succeeded(id).path("attempt").asInt()).isEqualTo(1);
  }
}
