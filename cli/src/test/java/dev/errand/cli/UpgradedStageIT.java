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
import software.amazon.awssdk.services.sfn.SfnClient;

class UpgradedStageIT {

  private static final int RECORDS = 20_000;
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

  @Test
  void anExecutionEndsUnderTheDefinitionThatItBeganWithAndBothReportsAreRecorded()
      throws Exception {
    Path data = folder.resolve("data");
    String before;
    try (StageProcess stage = StageProcess.up(data, RECORDS)) {
      Reports reports = Reports.of(stage);
      before = reports.accepted(REQUEST);
      await()
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> reports.report(before).path("status").asText().equals("RUNNING"));
    }

    try (StageProcess stage = StageProcess.up(upgraded(), data, RECORDS)) {
      Reports reports = Reports.of(stage);
      String after = reports.accepted(REQUEST);
      reports.succeeded(before);
      reports.succeeded(after);

      assertThat(output(stage, before)).contains("TaskArn").doesNotContain("Upgraded");
      assertThat(output(stage, after)).contains("TaskArn", "Upgraded");
    }
  }

  /** A checkout whose state machine says more at its end. */
  private Path upgraded() throws IOException {
    Path home = Files.createDirectories(folder.resolve("checkout"));
    List<Path> entries;
    try (Stream<Path> all = Files.list(StageProcess.ROOT)) {
      entries = all.filter(entry -> !entry.endsWith("statemachine")).toList();
    }
    for (Path entry : entries) {
      links.add(Files.createSymbolicLink(home.resolve(entry.getFileName()), entry));
    }
    String definition = Files.readString(StageProcess.ROOT.resolve(DEFINITION));
    String selected = "\"TaskArn.$\": \"$.TaskArn\"";
    assertThat(definition).contains(selected);
    Files.createDirectories(home.resolve(DEFINITION).getParent());
    Files.writeString(
        home.resolve(DEFINITION), definition.replace(selected, selected + ", \"Upgraded\": true"));
    return home;
  }

  private static String output(StageProcess stage, String id) {
    try (SfnClient stepFunctions = new Aws(stage).stepFunctions()) {
      return stepFunctions
          .describeExecution(
              describe ->
                  describe.executionArn(
                      stage.field("state_machine_arn").replace(":stateMachine:", ":execution:")
                          + ":"
                          + id
                          + "-1"))
          .output();
    }
  }
}
