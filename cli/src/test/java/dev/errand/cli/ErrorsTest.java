package dev.errand.cli;

import static dev.errand.cli.ScriptedApi.cut;
import static dev.errand.cli.ScriptedApi.html;
import static dev.errand.cli.ScriptedApi.json;
import static dev.errand.cli.ScriptedApi.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.errand.cli.Errand.Ended;
import dev.errand.cli.api.AccessTokens;
import dev.errand.cli.api.Calls;
import dev.errand.cli.api.ReportsApi;
import dev.errand.cli.api.RetryDeadline;
import dev.errand.cli.exit.CommandFailure;
import dev.errand.cli.exit.ExitCode;
import dev.errand.cli.json.Json;
import dev.errand.cli.terminal.Style;
import dev.errand.cli.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people and scripts see when something is wrong: a line or two, and an exit code. */
class ErrorsTest {

  private static final String SHOWN = "/v1/reports/" + Samples.ID;

  @AutoClose private final ScriptedApi api = new ScriptedApi();
  private final List<Duration> pauses = new ArrayList<>();
  private final Path folder;
  private final Errand errand;

  ErrorsTest(@TempDir Path folder) {
    this.folder = folder;
    errand = Errand.of(api, folder);
  }

  @Test
  void anHtmlPageOfAProxyIsReportedAsSuch() {
    api.on(SHOWN, html(502));

    Ended ended = errand.run("show", Samples.ID);

    assertThat(ended.code()).isEqualTo(69);
    assertThat(ended.errors().lines())
        .last()
        .isEqualTo(
            "errand: %s answered 502, and with text/html instead of the API's JSON; try again in a while"
                .formatted(api.url()));
  }

  @Test
  void aSuccessThatIsNoJsonIsNotTakenForOne() {
    api.on(SHOWN, html(200));

    Ended ended = errand.run("show", Samples.ID);

    assertThat(ended.code()).isEqualTo(69);
    assertThat(ended.errors()).contains("is not JSON").hasLineCount(1);
  }

  @ParameterizedTest
  @CsvSource({"400,77", "401,77", "403,77", "404,66", "409,77", "410,66", "422,77", "500,69"})
  void eachProblemHasItsExitCode(int status, int code) {
    api.on(SHOWN, json(status, "{\"title\": \"No\", \"detail\": \"The reason.\"}"));

    Ended ended = errand.run("show", Samples.ID);

    assertThat(ended.code()).isEqualTo(code);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.errors().lines())
        .contains("errand: the API answered " + status + ": The reason.");
  }

  @Test
  void everyWrongFieldHasALine() throws IOException {
    api.on(
        "/v1/reports",
        json(
            400,
            """
            {"detail": "Correct the fields listed in errors.", "errors": [
              {"pointer": "/filter/end_date", "detail": "Must not be before start_date."},
              {"pointer": "/filter/status", "detail": "Must match a pattern."}]}
            """));
    Path request = Files.writeString(folder.resolve("request.json"), "{}");

    Ended ended = errand.run("submit", request.toString());

    assertThat(ended.code()).isEqualTo(77);
    assertThat(ended.errors().lines())
        .containsExactly(
            "errand: the API answered 400: Correct the fields listed in errors.",
            "  /filter/end_date: Must not be before start_date.",
            "  /filter/status: Must match a pattern.");
  }

  @Test
  void textOfOthersCannotChangeTheTerminal() {
    api.on(SHOWN, json(409, "{\"detail\": \"a\\u001b[2Jb\\r\\nc\\u202ed\"}"));

    assertThat(errand.run("show", Samples.ID).errors())
        .isEqualToIgnoringNewLines("errand: the API answered 409: a [2Jb  c d");
  }

  @Test
  void aShortOutageIsReportedOnceOnStandardErrorAlone() {
    api.on(
        SHOWN,
        html(503),
        with("Retry-After", "3", json(503, "{\"detail\": \"Ask again.\"}")),
        json(200, Samples.succeeded(5).toString()));

    Ended ended = errand.run("show", Samples.ID, "--json");

    assertThat(ended.code()).isZero();
    assertThat(Samples.parse(ended.out()).at("id").text()).isEqualTo(Samples.ID);
    assertThat(ended.errors())
        .isEqualToIgnoringNewLines(
            "errand: %s answers 503; trying again for up to 12 s"
                .formatted(api.url().substring("http://".length())));
    assertThat(errand.pauses()).hasSize(2);
    assertThat(errand.pauses().get(1)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void aRequestWhoseAnswerIsLostIsSentAgainWithItsKey() throws IOException {
    api.on("/v1/reports", html(504), json(202, Samples.report("QUEUED").toString()));
    Path request = Files.writeString(folder.resolve("request.json"), "{}");

    Ended ended = errand.run("submit", request.toString(), "-q");

    assertThat(ended.out()).isEqualToIgnoringNewLines(Samples.ID);
    assertThat(api.calls("/v1/reports"))
        .hasSize(2)
        .extracting(call -> call.header("Idempotency-key"))
        .doesNotContain("")
        .satisfies(keys -> assertThat(keys.get(0)).isEqualTo(keys.get(1)));
  }

  @Test
  void whereNothingListensItSaysSoAtOnce() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    Ended ended = errand.run("show", Samples.ID, "--url", "http://127.0.0.1:" + free);

    assertThat(ended.code()).isEqualTo(69);
    assertThat(ended.errors()).contains("nothing answers at", "errand up").hasLineCount(1);
    assertThat(errand.pauses()).isEmpty();
  }

  @Test
  void aTokenIsNotSentInClearOverANetwork() {
    Ended ended = errand.run("show", Samples.ID, "--url", "http://api.example.com");

    assertThat(ended.code()).isEqualTo(64);
    assertThat(ended.errors()).contains("https://");
  }

  @Test
  void withoutAStageAndAProfileItSaysWhatToDo() {
    Ended ended =
        new Errand(folder).with("ERRAND_DATA", folder.resolve("none").toString()).run("list");

    assertThat(ended.code()).isEqualTo(69);
    assertThat(ended.errors()).contains("errand up", "errand login").hasLineCount(2);
  }

  @Test
  void wrongArgumentsHaveTwoLines() {
    for (List<String> arguments :
        List.of(
            List.of("submit", "--foo"),
            List.of("submit"),
            List.of("lst"),
            List.of("list", "--limit", "0"),
            List.of("list", "--limit", "many"),
            List.of("list", "--since", "yesterday"),
            List.of("list", "not-a-uuid"),
            List.of("watch", "--timeout", "5 parsecs", Samples.ID),
            List.of("submit", "--key", "with space", "x"),
            List.<String>of())) {
      Ended ended = errand.run(arguments.toArray(String[]::new));

      assertThat(ended.code()).as("%s", arguments).isEqualTo(64);
      assertThat(ended.errors()).as("%s", arguments).startsWith("errand: ").hasLineCount(2);
    }
    assertThat(errand.run("submit", "--foo").errors()).contains("unknown option: '--foo'");
    assertThat(errand.run("lst").errors())
        .startsWith("errand: there is no command 'lst'; is it list or listen?");
  }

  @Test
  void filesThatAreNoRequestsAreNamed() throws IOException {
    assertThat(errand.run("submit", folder.toString()))
        .isEqualTo(
            ended(
                64, "errand: %s is a folder; name a file with a report request".formatted(folder)));
    assertThat(errand.run("submit", "/no/such.json"))
        .isEqualTo(ended(66, "errand: there is no file /no/such.json"));
    assertThat(errand.withInput("").run("submit", "-"))
        .isEqualTo(ended(64, "errand: standard input is empty; a report request is a JSON object"));
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void aRequestFromStandardInputIsSentAsItIs() {
    api.on("/v1/reports", json(202, Samples.report("QUEUED").toString()));
    String request = "{ \"filter\":\n {} }\n";

    assertThat(errand.withInput(request).run("submit", "-").code()).isZero();
    assertThat(api.calls().get(0).body()).isEqualTo(request);
  }

  @Test
  void theVersionIsSaid() {
    assertThat(errand.run("--version").out()).matches("errand [0-9][^ ]*\\R");
    assertThat(errand.run("version").out()).contains(System.getProperty("java.runtime.version"));
    assertThat(Samples.parse(errand.run("version", "--json").out()).at("version").text())
        .isNotEmpty();
  }

  @Test
  void anExceptionOfTheCommandIsAFaultOfItsOwn() {
    for (Exception bug :
        List.of(
            new IllegalStateException("no such state"),
            new IllegalArgumentException("no such argument"),
            new NullPointerException("nothing"),
            new UncheckedIOException(new IOException("cut off")))) {
      ByteArrayOutputStream errors = new ByteArrayOutputStream();
      Terminal terminal =
          new Terminal(new PrintStream(errors, true, UTF_8), false, Style.PLAIN, () -> null);

      assertThat(new ErrorHandler(terminal).printAndGetExitCode(bug))
          .as("%s", bug)
          .isEqualTo(ExitCode.FAULT);
      assertThat(errors.toString(UTF_8))
          .startsWith("errand: a fault of the command itself: " + bug.getClass().getName());
    }
  }

  @Test
  void aTokenThatNoHeaderMayHoldIsAWrongArgument() {
    Ended ended = errand.with("ERRAND_TOKEN", "a\nb").run("show", Samples.ID);

    assertThat(ended)
        .isEqualTo(
            ended(
                64,
                "errand: the token in the variable ERRAND_TOKEN must have no line breaks, spaces or"
                    + " special characters"));
    assertThat(api.calls()).isEmpty();
  }

  @Test
  void aWebhookIsNotAddedAgainWhereItMayHaveBeenAdded() {
    for (ScriptedApi.Reply lost : List.of(html(504), html(500), cut(201, new byte[100], 10))) {
      api.on("/v1/webhooks", lost, json(201, "{\"id\": \"second\"}"));
      int before = api.calls("/v1/webhooks").size();

      assertThatThrownBy(() -> reports().addWebhook(Json.object("url", "http://127.0.0.1/")))
          .isInstanceOf(CommandFailure.class);
      assertThat(api.calls("/v1/webhooks")).hasSize(before + 1);
    }
    assertThat(pauses).isEmpty();
  }

  @Test
  void aWebhookIsAddedAgainWhereItWasRefusedForTheMoment()
      throws IOException, InterruptedException {
    api.on(
        "/v1/webhooks",
        with("Retry-After", "1", json(429, "{}")),
        json(201, "{\"id\": \"first\"}"));

    assertThat(reports().addWebhook(Json.object("url", "http://127.0.0.1/")).at("id").text())
        .isEqualTo("first");
    assertThat(api.calls("/v1/webhooks")).hasSize(2);
  }

  private ReportsApi reports() {
    return new ReportsApi(
        URI.create(api.url()),
        AccessTokens.given("t"),
        new Calls(pauses::add, line -> {}),
        RetryDeadline.interactive());
  }

  private static Ended ended(int code, String line) {
    return new Ended(code, "", line + System.lineSeparator());
  }
}
