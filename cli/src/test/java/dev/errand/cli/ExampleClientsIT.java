package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errand.cli.access.Scopes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients that {@code docs/clients.md} shows, in {@code examples/}. */
@OnSharedStage
class ExampleClientsIT {

  private static final Path EXAMPLES = StageProcess.ROOT.resolve("examples");
  private static final String REQUEST = EXAMPLES.resolve("client-a.json").toString();
  private static final String CLIENT =
      Reports.json(Reports.example("client-a.json")).at("/filter/client_id").asText();

  @TempDir private Path folder;

  private final StageProcess stage;

  ExampleClientsIT(StageProcess stage) {
    this.stage = stage;
  }

  @Test
  void theJavaClientSubmitsFollowsAndDownloads() throws Exception {
    String output =
        run(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            StageProcess.APP.resolve("stage") + "/*",
            EXAMPLES.resolve("ReportClient.java").toString());

    assertThat(output).contains("SUCCEEDED");
    assertThat(folder.resolve("report.csv")).isNotEmptyFile();
    assertThat(folder.resolve("summary.json")).isNotEmptyFile();
  }

  @Test
  void theCurlClientSubmitsFollowsAndDownloads() throws Exception {
    assumeTrue(isInstalled("jq") && isInstalled("curl"), "skipped: jq or curl is not installed");

    String output = run("bash", EXAMPLES.resolve("client.sh").toString());

    assertThat(output).contains("SUCCEEDED");
    assertThat(folder.resolve("report.csv")).isNotEmptyFile();
    assertThat(folder.resolve("summary.json")).isNotEmptyFile();
  }

  private String run(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.command().addAll(List.of(stage.field("api"), REQUEST, folder.toString()));
    builder
        .environment()
        .put("ERRAND_TOKEN", Reports.of(stage, CLIENT, Scopes.CLIENT).token().get());
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.onExit().join().exitValue()).as(output).isZero();
    return output;
  }

  private static boolean isInstalled(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
