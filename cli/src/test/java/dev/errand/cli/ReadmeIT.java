package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of README.md under "Try it", as they are written there. */
@OnSharedStage
class ReadmeIT {

  /** The page's name of an execution, which another test of the stage may have used. */
  private static final String NAME = "client-a-report";

  private static final String BY_HAND = "readme-" + NAME;

  private final StageProcess stage;
  private final Reports reports;

  ReadmeIT(StageProcess stage) {
    this.stage = stage;
    this.reports = Reports.of(stage);
  }

  @Test
  void everyCommandOfTryItRunsAsItIsWritten() throws Exception {
    List<String> missing =
        Stream.of("aws", "curl", "python3").filter(name -> !Shell.has(name)).toList();
    assumeTrue(missing.isEmpty(), () -> "skipped: not installed: " + missing);
    String id = succeeded();

    String output = new Shell(stage).run(tryIt().replace("/ID", "/" + id).replace(NAME, BY_HAND));

    assertThat(output)
        .as("an accepted request, a result, a page of records, the CLI's answers")
        .contains(
            "202 Accepted",
            "\"id\":\"" + id + "\"",
            "/report.csv?",
            "\"records\":",
            "\"executionArn\":",
            BY_HAND,
            "\"REPORT#" + id + "\"",
            "\"taskArns\":",
            "\"OK\"");
    await()
        .atMost(Duration.ofMinutes(3))
        .until(() -> reports.get("/v1/reports/" + BY_HAND).statusCode() == 200);
    reports.succeeded(BY_HAND);
  }

  @Test
  void theCommandsOfTheTableRun(@TempDir Path folder) throws Exception {
    String id = succeeded();

    String output =
        new Shell(stage)
            .run(
                """
                ./errand submit examples/client-a.json --follow
                ./errand list
                ./errand show ID
                ./errand watch ID
                ./errand download ID --to DIR
                ./errand doctor || true
                """
                    .replace("ID", id)
                    .replace("DIR", folder.toString()));

    assertThat(output).contains("SUCCEEDED", id, "own workers");
    assertThat(folder.resolve("report.csv")).isNotEmptyFile();
  }

  private String succeeded() {
    String id = reports.accepted(Reports.example("client-a.json"));
    reports.succeeded(id);
    return id;
  }

  private static String tryIt() throws IOException {
    List<String> blocks = Block.all("README.md").stream().map(Block::text).toList();
    List<String> commands =
        blocks.stream()
            .dropWhile(text -> !text.startsWith("eval "))
            .takeWhile(text -> !text.startsWith("deploy/"))
            .toList();
    assertThat(commands).hasSizeGreaterThan(5);
    return commands.stream().collect(Collectors.joining("\n"));
  }
}
