package dev.errand.cli;

import static dev.errand.cli.ScriptedApi.cut;
import static dev.errand.cli.ScriptedApi.file;
import static dev.errand.cli.ScriptedApi.html;
import static dev.errand.cli.ScriptedApi.json;
import static dev.errand.cli.ScriptedApi.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.errand.cli.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The clients in {@code examples/} where the API or the network misbehaves. */
@Execution(ExecutionMode.CONCURRENT)
class ExampleClientsFaultsIT {

  private static final Path EXAMPLES = StageProcess.ROOT.resolve("examples");
  private static final String PATH = "/v1/reports/" + Samples.ID;
  private static final byte[] CONTENT =
      "id,amount\r\n".repeat(9000).getBytes(StandardCharsets.UTF_8);

  private enum Client {
    SHELL,
    JAVA;

    private List<String> command(Path classes) {
      return this == SHELL
          ? List.of("bash", EXAMPLES.resolve("client.sh").toString())
          : List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-Dattempts=2",
              "-cp",
              classes + ":" + System.getProperty("java.class.path"),
              "ReportClient");
    }
  }

  @TempDir private static Path classes;
  @TempDir private Path folder;
  private ScriptedApi api;

  @BeforeAll
  static void compile() {
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "-d",
                    classes.toString(),
                    EXAMPLES.resolve("ReportClient.java").toString()))
        .isZero();
  }

  @BeforeEach
  void begin() throws IOException {
    api = new ScriptedApi();
    Json links = Json.object("self", PATH);
    api.on(
        "/v1/reports",
        with("Retry-After", "0", html(503)),
        with(
            "Location", PATH, json(202, Samples.report("QUEUED").with("links", links).toString())));
    api.on(PATH, json(200, Samples.succeeded(9000).with("links", links).toString()));
    api.on(
        PATH + "/result",
        json(
            200,
            Json.object(
                    "artifacts",
                    Json.array(
                        List.of(
                            Json.object(
                                "name",
                                "report.csv",
                                "size_bytes",
                                CONTENT.length,
                                "sha256",
                                DownloadTest.sha256(CONTENT),
                                "url",
                                api.url() + "/file"))))
                .toString()));
  }

  @AfterEach
  void end() {
    api.close();
  }

  @ParameterizedTest
  @EnumSource
  void aBrokenConnectionAndAnOutageAreGotOver(Client client) throws Exception {
    api.on("/file", cut(200, CONTENT, 30_000), file(CONTENT));

    assertThat(run(client)).contains("report.csv").startsWith("0 ");
    assertThat(folder.resolve("to/report.csv")).hasBinaryContent(CONTENT);
    assertThat(api.calls("/v1/reports"))
        .hasSize(2)
        .extracting(call -> call.header("Idempotency-key"))
        .satisfies(keys -> assertThat(keys.get(0)).isNotEmpty().isEqualTo(keys.get(1)));
  }

  @ParameterizedTest
  @EnumSource
  void aFileWithAnotherDigestIsNotKept(Client client) throws Exception {
    byte[] wrong = CONTENT.clone();
    wrong[5]++;
    api.on("/file", file(wrong));

    assertThat(run(client)).startsWith("1 ");
    assertThat(folder.resolve("to")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void anErrorIsNotSavedAsAFile(Client client) throws Exception {
    api.on("/file", json(403, "{}"));

    assertThat(run(client)).startsWith("1 ").contains("403");
    assertThat(folder.resolve("to")).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource
  void everyWrongFieldIsSaid(Client client) throws Exception {
    api.on(
        "/v1/reports",
        json(
            400,
            """
            {"detail": "Correct the fields.",
             "errors": [{"pointer": "/filter/status", "detail": "Must match."}]}
            """));

    assertThat(run(client))
        .startsWith("1 ")
        .contains("400: Correct the fields.", "/filter/status: Must match.");
  }

  /** The exit code, and what it printed. */
  private String run(Client client) throws IOException {
    assumeTrue(
        client != Client.SHELL || (isInstalled("jq") && isInstalled("curl")),
        "skipped: jq or curl is not installed");
    List<String> command = new ArrayList<>(client.command(classes));
    command.add(api.url());
    command.add(EXAMPLES.resolve("client-a.json").toString());
    command.add(folder.resolve("to").toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("ERRAND_TOKEN", "t");
    builder.environment().put("TRIES", "2");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.onExit().join().exitValue() + " " + output;
  }

  private static boolean isInstalled(String program) {
    return List.of(System.getenv("PATH").split(":", -1)).stream()
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
