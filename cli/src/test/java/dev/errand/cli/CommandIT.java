package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.errand.cli.Errand.Ended;
import dev.errand.cli.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command against a stage. */
@OnSharedStage
class CommandIT {

  private static final String REQUEST =
      StageProcess.ROOT.resolve("examples/client-a.json").toString();
  private static final String CLASSES =
      List.of("errand", "picocli", "gson").stream()
          .map(jar -> StageProcess.APP.resolve("lib/" + jar + ".jar").toString())
          .collect(Collectors.joining(":"));
  private static final String NOTHING = "01JDF3T7C4V5N6P7Q8R9S0T1V2";

  @TempDir private Path folder;

  private final StageProcess stage;
  private Errand errand;

  CommandIT(StageProcess stage) {
    this.stage = stage;
  }

  @BeforeEach
  void begin() {
    errand =
        new Errand(folder)
            .with("ERRAND_DATA", stage.data().toString())
            .with("PATH", System.getenv("PATH"));
  }

  @Test
  void aReportIsFollowedShownListedAndDownloaded() {
    Process submit = process("submit", REQUEST, "--follow");
    String output = output(submit);
    assertThat(submit.onExit().join().exitValue()).as(output).isZero();
    assertThat(output).contains("SUCCEEDED").doesNotContain("\u001B", "\tat ");
    String id = output.substring(0, 26);

    assertThat(errand.run("show", id).out()).contains("SUCCEEDED", "report.csv", "2021-01-01");
    assertThat(errand.run("list", "--json").out()).contains(id);
    assertThat(errand.run("events", id).out()).contains("QUEUED", "RUNNING", "SUCCEEDED");
    assertThat(errand.run("result", id).out()).contains("report.csv", "summary.json");
    assertThat(errand.run("logs", id).out()).contains("The report is complete");
    Ended saved = errand.run("download", id, "--to", folder.resolve("files").toString());
    assertThat(saved.code()).as(saved.errors()).isZero();
    assertThat(folder.resolve("files/report.csv"))
        .hasSameBinaryContentAs(stage.artifact(id, "report.csv"));
    Ended retried = errand.run("retry", id);
    assertThat(retried.code()).as(retried.errors()).isEqualTo(77);

    Ended kept = errand.run("delete", id);
    assertThat(kept.code()).isEqualTo(64);
    assertThat(kept.errors()).contains("--yes");
    assertThat(errand.run("show", id).code()).isZero();
    assertThat(errand.run("delete", id, "--yes", "-q").out()).contains(id);
    assertThat(errand.run("show", id).code()).isNotZero();
  }

  @Test
  void aReportThatDoesNotExistIsNotFound() {
    for (String command : List.of("show", "watch", "cancel", "retry", "result", "events", "logs")) {
      assertThat(errand.run(command, NOTHING).code()).as(command).isEqualTo(66);
    }
  }

  @Test
  void aRequestIsValidatedAndWrongFieldsAreNamed() {
    assertThat(errand.run("submit", REQUEST, "--validate").out()).contains("2021-12-31");

    Ended wrong =
        errand
            .withInput(Reports.example("client-a.json").replace("\"pending\"", "\"Paid!\""))
            .run("submit", "-", "--validate");

    assertThat(wrong.code()).isEqualTo(77);
    assertThat(wrong.errors()).contains("/filter/status");
    Ended noClient = errand.withInput("{\"filter\": {\"client_id\": \"x\"}}").run("submit", "-");
    assertThat(noClient.code()).isEqualTo(77);
    assertThat(noClient.errors()).contains("/filter/client_id").doesNotContain("invalid_client");
  }

  @Test
  void theTypesAreListedAndTheExampleOfOneIsAccepted() {
    assertThat(errand.run("types").out()).contains("records", "Records of a client");
    assertThat(errand.run("types", "records").out()).contains("booked_at, timestamp");
    String example = errand.run("types", "records", "--quiet").out();
    assertThat(errand.withInput(example).run("submit", "-", "--validate").code()).isZero();
    assertThat(errand.run("types", "nothing").code()).isEqualTo(66);
  }

  @Test
  void oneClientDoesNotSeeAnothersReports() {
    String id = errand.run("submit", REQUEST, "-q").out().strip();

    assertThat(errand.run("show", id, "--client", "9b1f7a3e-52c4-4d0b-8f6a-0c2d4e6f8a10").code())
        .isEqualTo(66);
  }

  @Test
  void theTokensOfAStageAreKeptForTheirOwnerAlone() throws IOException {
    errand.run("list");

    try (var files = Files.list(stage.path("tokens"))) {
      assertThat(files)
          .isNotEmpty()
          .allSatisfy(
              file ->
                  assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                      .isEqualTo("rw-------"));
    }
  }

  @Test
  void theDoctorFindsTheStage() {
    Json checks = Samples.parse(errand.run("doctor", "--json").out()).at("checks");

    assertThat(checks.list())
        .anySatisfy(
            check -> {
              assertThat(check.at("check").text()).isEqualTo("token");
              assertThat(check.at("state").text()).isEqualTo("ok");
            });
  }

  @Test
  void theSampleRecordsCanBeLookedAtWithTheStagesOwnToken() throws IOException {
    HttpURLConnection records =
        (HttpURLConnection)
            URI.create(
                    stage.field("records")
                        + "/v1/records?client_id=1266cd5a-1dfa-44f2-83ca-534c30b38555"
                        + "&start_date=2021-01-01&end_date=2021-12-31&page_size=5")
                .toURL()
                .openConnection();
    records.setRequestProperty("Authorization", "Bearer " + stage.field("records_token"));

    assertThat(records.getResponseCode()).isEqualTo(200);
  }

  @Test
  void interruptedItLeavesTheReportRunningAndSaysHowToGoOn() throws Exception {
    try (ScriptedApi api = new ScriptedApi()) {
      api.on("/v1/reports/" + NOTHING, ScriptedApi.json(200, Samples.report("RUNNING").toString()));
      ProcessBuilder builder = builder("watch", NOTHING, "--url", api.url());
      builder.environment().put("ERRAND_TOKEN", "t");
      Process watch = builder.start();
      await().atMost(Duration.ofSeconds(30)).until(() -> !api.calls().isEmpty());

      new ProcessBuilder("kill", "-INT", Long.toString(watch.pid())).start().waitFor();

      assertThat(output(watch)).contains("The report continues.", "errand watch " + NOTHING);
      assertThat(watch.onExit().join().exitValue()).isEqualTo(130);
      assertThat(api.calls()).allSatisfy(call -> assertThat(call.method()).isEqualTo("GET"));
    }
  }

  @Test
  void theLauncherStartsItWithItsArchiveOfClasses() throws Exception {
    Process launched =
        new ProcessBuilder(StageProcess.APP.resolve("bin/errand").toString(), "version", "-q")
            .redirectErrorStream(true)
            .start();
    assertThat(output(launched)).matches("[0-9][^ ]*\\R");
    try (var files = Files.list(StageProcess.APP.resolve("lib"))) {
      Path archive =
          files
              .filter(file -> file.getFileName().toString().matches("errand-.*\\.jsa"))
              .findFirst()
              .orElseThrow();
      ProcessBuilder builder = builder("version");
      builder.command().addAll(1, List.of("-Xshare:on", "-XX:SharedArchiveFile=" + archive));
      builder.command().addAll(1, List.of("-XX:+UseG1GC", "-Xlog:class+load:stdout"));
      assertThat(output(builder.start()).lines())
          .filteredOn(line -> line.contains(" dev.errand.cli.Main "))
          .allSatisfy(line -> assertThat(line).contains("shared objects file"))
          .hasSize(1);
    }
  }

  private Process process(String... arguments) {
    try {
      ProcessBuilder builder = builder(arguments);
      builder.environment().put("ERRAND_DATA", stage.data().toString());
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProcessBuilder builder(String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                CLASSES,
                "dev.errand.cli.Main"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectErrorStream(true);
  }

  private static String output(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
