package dev.errand.cli;

import static dev.errand.cli.ScriptedApi.html;
import static dev.errand.cli.ScriptedApi.json;
import static dev.errand.cli.ScriptedApi.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.cli.Errand.Ended;
import dev.errand.cli.ScriptedApi.Reply;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Style;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FollowTest {

  private static final String PATH = "/v1/reports/" + Samples.ID;

  @AutoClose private final ScriptedApi api = new ScriptedApi();
  private final Errand errand;

  FollowTest(@TempDir Path folder) {
    errand = Errand.of(api, folder);
  }

  @Test
  void anOutageOfTheApiDoesNotEndIt() {
    Reply broken = ScriptedApi.cut(200, new byte[100], 10);
    api.on(PATH, html(503), broken, running(10), html(502), broken, of(Samples.succeeded(100)));

    Ended ended = errand.run("watch", Samples.ID);

    assertThat(ended.code()).isZero();
    assertThat(ended.lines().get(1)).endsWith("SUCCEEDED   100 records");
    assertThat(ended.errors()).contains(" answers 503; trying again in");
  }

  @Test
  void itGivesUpAfterMinutesAndNotAfterSeconds() {
    api.on(PATH, html(503));

    assertThat(errand.run("watch", Samples.ID).code()).isEqualTo(69);
    assertThat(errand.pauses().stream().mapToLong(Duration::toSeconds).sum())
        .isBetween(9 * 60L, 10 * 60L);
  }

  @Test
  void whereNobodyWatchesItAsksWhenTheApiWantsTo() {
    api.on(
        PATH,
        with("Retry-After", "17", running(10)),
        with("Retry-After", "17", running(20)),
        of(Samples.succeeded(100)));

    errand.run("watch", Samples.ID);

    assertThat(errand.pauses()).containsExactly(Duration.ofSeconds(17), Duration.ofSeconds(17));
  }

  @Test
  void anUnchangedReportIsAskedForByItsTag() {
    api.on(
        PATH,
        with("ETag", "\"a\"", running(10)),
        call -> call.sendResponseHeaders(304, -1),
        of(Samples.succeeded(100)));

    assertThat(errand.run("watch", Samples.ID).code()).isZero();
    assertThat(api.calls(PATH)).extracting(call -> call.header("If-none-match")).contains("\"a\"");
  }

  @Test
  void pipedThereIsALineForEachChangeAndNoEscape() {
    api.on(
        PATH,
        of(Samples.report("QUEUED")),
        running(1),
        running(2),
        running(3),
        running(55),
        of(Samples.succeeded(100)));

    Ended ended = errand.run("watch", Samples.ID);

    assertThat(ended.lines()).hasSize(4).noneMatch(line -> line.contains("\u001B"));
    assertThat(ended.lines().get(3)).isEqualTo(Samples.ID + "  SUCCEEDED   100 records");
  }

  @Test
  void onATerminalLinesAreDrawnInPlaceAndFit() {
    api.on(PATH, running(1), running(55), of(Samples.succeeded(100)));

    Ended ended = errand.onTerminal(80, Style.COLOURED).run("watch", Samples.ID);

    assertThat(ended.out())
        .contains("\u001B[1A\r" + Samples.ID, "\u001B[32mSUCCEEDED")
        .as("tmux keeps a screen that is cleared")
        .doesNotContain("\u001B[J");
    assertThat(ended.out().replaceAll("\u001B\\[[0-9;]*[A-Za-z]", "").lines())
        .allSatisfy(line -> assertThat(line.strip().length()).isLessThan(80));
  }

  @Test
  void withoutColoursThereAreNone() {
    api.on(PATH, running(1), of(Samples.succeeded(100)));

    assertThat(errand.onTerminal(80, Style.PLAIN).run("watch", Samples.ID).out())
        .doesNotContain("\u001B[3");
  }

  @Test
  void aReportThatFailsIsSaidWithItsReasonAndWhatToDo() {
    api.on(PATH, of(Samples.failed()));

    Ended ended = errand.run("watch", Samples.ID);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.errors())
        .contains("The records API could not be reached", "errand retry " + Samples.ID);
  }

  @Test
  void aReportWithoutRecordsIsSaidSo() {
    api.on(PATH, of(Samples.succeeded(0)));

    assertThat(errand.run("watch", Samples.ID).out()).contains("no records match the filter");
    assertThat(errand.run("show", Samples.ID).out()).contains("no records match the filter");
  }

  @Test
  void aTimeLimitEndsItWithACodeOfItsOwn() {
    api.on(PATH, running(1));

    Ended ended = errand.run("watch", Samples.ID, "--timeout", "0.05s");

    assertThat(ended.code()).isEqualTo(75);
    assertThat(ended.errors()).contains("errand watch " + Samples.ID);
  }

  @Test
  void asJsonEachLineIsAReport() {
    api.on(PATH, running(1), of(Samples.succeeded(100)));

    List<String> lines = errand.run("watch", Samples.ID, "--json").lines();

    assertThat(lines)
        .extracting(line -> Samples.parse(line).at("status").text())
        .containsExactly("RUNNING", "SUCCEEDED");
  }

  @Test
  void quietlyTheExitCodeIsAll() {
    api.on(PATH, running(1), of(Samples.failed()));

    Ended ended = errand.run("watch", "-q", Samples.ID);

    assertThat(ended).isEqualTo(new Ended(1, "", ""));
  }

  @Test
  void severalReportsAreFollowedAtOnceAndFinalOnesAreNotAskedForAgain() {
    String other = "01JDF3T7C4V5N6P7Q8R9S0T1V3";
    api.on(PATH, of(Samples.succeeded(1)));
    api.on(
        "/v1/reports/" + other,
        of(Samples.report("RUNNING").with("id", other)),
        of(Samples.failed().with("id", other)));

    Ended ended = errand.run("watch", Samples.ID, other);

    assertThat(ended.code()).isEqualTo(1);
    assertThat(api.calls(PATH)).hasSize(1);
    assertThat(api.calls("/v1/reports/" + other)).hasSize(2);
  }

  private static Reply running(long percent) {
    Instant now = Instant.now();
    return of(Samples.running(percent, 100, now.plusSeconds(percent), now.plusSeconds(600)));
  }

  private static Reply of(Json report) {
    return json(200, report.toString());
  }
}
