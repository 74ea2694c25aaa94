package dev.errand.cli;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The console in a browser, in front of a whole stage. What every test demands as well: no host is
 * called but the stage's, nothing breaks the content security policy, and no script fails.
 */
@OnSharedStage
class ConsoleIT {

  private static final String CLIENT_A =
      Reports.json(Reports.example("client-a.json")).at("/filter/client_id").asText();
  private static final double LIMIT_MILLIS = 60_000;
  private static final long MINUTE_MILLIS = 60_000;
  private static final List<String> VIEWS = List.of("#/", "#/new", "#/operations");

  private static final String SCHEMA =
      """
      {"type": "object", "required": ["a/b"], "$defs": {
        "day": {"type": "string", "format": "date"},
        "node": {"type": "object", "properties": {
          "value": {"type": "integer"}, "next": {"$ref": "#/$defs/node"}}}},
       "properties": {
        "a/b": {"type": "object", "properties": {
          "from": {"$ref": "#/$defs/day"}, "until": {"$ref": "#/$defs/day", "title": "Up to"}}},
        "size": {"enum": [1, 2.5, "many"]}, "exact": {"type": "boolean"},
        "lines": {"type": "array", "items": {"type": "string"}},
        "numbers": {"type": "array", "items": {"type": "number"}},
        "tags": {"type": "array", "items": {"enum": ["x", "y"]}},
        "count": {"type": "integer"},
        "objects": {"type": "array", "items": {"type": "object"}}, "anything": {},
        "tree": {"$ref": "#/$defs/node"}, "maybe": {"type": ["string", "null"]}}}""";

  private static final String FILLED =
      """
      {"a/b": {"from": "2021-01-01"}, "size": 2.5, "exact": false, "lines": ["one", "two"],
       "numbers": [1, 2.5], "tags": ["y"], "count": 7, "objects": [{"a": 1}],
       "anything": {"b": [2]}, "tree": {"value": 1, "next": {"value": 2}}, "maybe": "text"}""";

  /** How much of an element is to be scrolled to. */
  private static final String HIDDEN_PIXELS =
      "box => box.scrollWidth - box.clientWidth + box.scrollHeight - box.clientHeight";

  private static Chromium chromium;
  private static String finished;

  private final StageProcess stage;
  private final Reports reports;
  private final Set<String> hosts = new ConcurrentSkipListSet<>();
  private final Set<String> faults = new ConcurrentSkipListSet<>();
  private BrowserContext context;
  private Page page;

  ConsoleIT(StageProcess stage) {
    this.stage = stage;
    this.reports = Reports.of(stage);
  }

  @BeforeAll
  static void startBrowser() {
    chromium = Chromium.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(LIMIT_MILLIS);
  }

  @AfterAll
  static void endBrowser() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void openPage() {
    openPage(1280, 900, ColorScheme.LIGHT);
  }

  private void openPage(int width, int height, ColorScheme colors) {
    openPage(new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colors));
  }

  private void openPage(Browser.NewContextOptions options) {
    if (context != null) {
      context.close();
    }
    context =
        chromium
            .browser()
            .newContext(
                options
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setPermissions(List.of("clipboard-read", "clipboard-write")));
    context.setDefaultTimeout(LIMIT_MILLIS);
    context.onRequest(request -> hosts.add(URI.create(request.url()).getAuthority()));
    page = context.newPage();
    page.onPageError(error -> faults.add(error));
    page.onConsoleMessage(
        message -> {
          if (message.text().contains("Content Security Policy")) {
            faults.add(message.text());
          }
        });
    page.onDialog(dialog -> faults.add("a dialog: " + dialog.message()));
  }

  @AfterEach
  void thePageHadNoFault() {
    context.close();
    assertThat(faults).isEmpty();
    assertThat(hosts)
        .isSubsetOf(stage.uri("console").getAuthority(), stage.uri("s3").getAuthority());
  }

  @Test
  void aReportIsRequestedByFormFollowedInspectedDownloadedAndDeleted() throws Exception {
    open("#/new");
    page.getByLabel("Client ID").fill("nobody");
    page.getByLabel("Start date").fill("2021-02-01");
    page.getByLabel("End date").fill("2021-01-31");
    assertThat(page.locator("#field-filter-client_id-error")).containsText("UUID");
    page.getByLabel("Client ID").fill(CLIENT_A);
    assertThat(page.locator("#field-filter-end_date-error")).isVisible();
    page.getByLabel("Start date").fill("2021-01-01");
    page.getByLabel("End date").fill("2021-12-31");
    page.getByLabel("Name").fill("from the form");
    assertThat(page.getByText("The API accepts this request.")).isVisible();
    assertThat(region("The call in curl")).containsText("\"name\": \"from the form\"");
    page.getByText("Ask for the report").click();

    assertThat(heading()).hasText("from the form");
    String id = page.locator("code.id").textContent();
    assertThat(page.locator(".sentence")).containsText("from January 1, 2021 to December 31, 2021");
    Locator state = state("Generate report");
    assertThat(progress()).isVisible();
    try (PausedWorker worker = PausedWorker.of(stage, id)) {
      assertThat(status()).hasText("Running");
      assertThat(state).hasClass(Pattern.compile("outcome-running"));
      assertThat(state("No task")).hasClass(Pattern.compile("untouched"));
      worker.reports(500, 2000);
      assertThat(progress()).hasAttribute("aria-valuenow", "25");
      assertThat(page.locator(".live p")).containsText("500 of 2,000 records · 100/s");
      worker.reports(1500, 2000);
      assertThat(progress()).hasAttribute("aria-valuenow", "75");
      assertThat(page.getByRole(AriaRole.STATUS).first()).containsText("70 percent");
    }
    assertThat(status()).hasText("Succeeded");
    assertThat(state).hasClass(Pattern.compile("outcome-succeeded"));
    assertThat(page.locator(".graph").evaluate(HIDDEN_PIXELS)).isEqualTo(0);
    state.click();
    assertThat(region("Input of the state")).containsText(CLIENT_A);
    page.getByRole(AriaRole.TAB, named("Output")).click();
    assertThat(region("Output of the state")).containsText("TaskArn");

    Download download = page.waitForDownload(() -> page.getByLabel("Download report.csv").click());
    assertThat(Files.readAllBytes(download.path()))
        .isEqualTo(Files.readAllBytes(stage.artifact(id, "report.csv")));
    page.getByText("Preview", exactlyOnPage()).click();
    assertThat(page.frameLocator("iframe").locator("table").first()).isVisible();

    ask("Delete", "Delete the report");
    assertThat(heading()).hasText("Reports");
    assertThat(page.locator("a[href$='" + id + "']")).hasCount(0);
    assertThat(reports.get("/v1/reports/" + id).statusCode()).isEqualTo(410);
  }

  @Test
  @SuppressWarnings("try") // the worker is paused until the block ends
  void aReportIsCancelledAndTriedAgain() {
    String id = reports.accepted(request("to be cancelled"));
    open("#/reports/" + id);
    PausedWorker worker = PausedWorker.of(stage, id);
    try (worker) {
      assertThat(status()).hasText("Running");
      ask("Cancel", "Cancel the report");
      assertThat(status()).hasText(Pattern.compile("Cancelling|Cancelled"));
    }
    assertThat(status()).hasText("Cancelled");
    assertThat(state("Generate report")).hasClass(Pattern.compile("outcome-stopped"));
    ask("Retry", "Try again");

    assertThat(page.locator(".report-heading")).containsText("attempt 2");
    assertThat(status()).hasText("Succeeded");
    assertThat(page.locator(".timeline h3")).hasText(new String[] {"Attempt 1", "Attempt 2"});
    assertThat(state("Generate report")).hasClass(Pattern.compile("outcome-succeeded"));
    page.getByText("Show the log", exactlyOnPage()).click();
    assertThat(region("Lines of the log")).containsText("The report is complete");
    page.locator("label:has-text('Attempt') select").selectOption("1");
    assertThat(state("Generate report")).hasClass(Pattern.compile("outcome-stopped"));
    assertThat(region("Lines of the log")).hasCount(0);
    page.getByText("Show the log", exactlyOnPage()).click();
    assertThat(page.getByText("Read again", exactlyOnPage())).isVisible();
    assertThat(page.locator(".log")).not().containsText("The report is complete");
  }

  @Test
  void aFailureSaysWhatHappenedAndWhatToDo() {
    String name = "by-hand-" + System.nanoTime();
    try (var client = new Aws(stage).stepFunctions()) {
      client.startExecution(
          start ->
              start
                  .stateMachineArn(stage.field("state_machine_arn"))
                  .name(name)
                  .input("{\"filter\": {\"client_id\": \"%s\"}}".formatted(CLIENT_A)));
    }
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> reports.get("/v1/reports/" + name).statusCode() == 200);
    reports.finished(name);

    open("#/reports/" + name);
    assertThat(page.locator(".failure")).containsText("The report request is not valid.");
    assertThat(page.locator(".failure")).containsText("Ask for a new report");
    assertThat(state("Permanent failure")).hasClass(Pattern.compile("outcome-failed"));
    assertThat(state("Generate report")).hasClass(Pattern.compile("outcome-caught"));
    state("Permanent failure").click();
    assertThat(page.locator(".details")).containsText("Worker.Exit65");
    page.getByText("Show the log", exactlyOnPage()).click();
    assertThat(region("Lines of the log")).containsText("ERROR");
    assertThat(page.locator(".log")).not().containsText("All lines");
  }

  @Test
  void anOperatorReplaysDeadLettersAndSeesWhatFailsAgain() throws Exception {
    String id = finishedReport();
    DeadLetterFiles letters = new DeadLetterFiles(stage);
    letters.add(statusChange(id + "-1"), "the table did not answer");
    letters.add("{}", "no <b>status</b>");
    open("#/operations");
    Locator card = page.locator(".dead-letters");
    assertThat(card).containsText("2 status changes could not be recorded");
    assertThat(card.locator("a[href$='" + id + "']")).isVisible();
    assertThat(card).containsText(id + " · Running · ");
    assertThat(card).containsText("the table did not answer");
    assertThat(card).containsText("no <b>status</b>");
    assertThat(seriousFindingsInBothThemes()).isEmpty();

    card.getByText("Replay", exactly()).click();
    assertThat(middle(page.locator("dialog"))).isCloseTo(450, within(5.0));
    page.locator("dialog").getByText("Record them again").click();

    assertThat(card).containsText("1 recorded, 1 failed again.");
    assertThat(card).containsText("no detail.status");
    assertThat(card).containsText("1 status change could not be recorded");
    assertThat(letters.size()).isEqualTo(1);
    letters.clear();
    card.getByText("Replay", exactly()).click();
    page.locator("dialog").getByText("Record them again").click();
    assertThat(card).containsText("None: every status change was recorded.");
    assertThat(reports.report(id).path("status").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void anOperatorSeesWhatWasDeliveredToAWebhookAndSendsItAgain() {
    String client = UUID.randomUUID().toString();
    try (EventReceiver receiver = new EventReceiver(new Random())) {
      receiver.stayUp();
      JsonNode webhook =
          Reports.json(
              reports
                  .post(
                      "/v1/webhooks",
                      "{\"url\": \"%s\", \"client_id\": \"%s\"}".formatted(receiver.url(), client))
                  .body());
      receiver.verifyWith(webhook.path("secret").asText());
      reports.post("/v1/webhooks/" + webhook.path("id").asText() + "/ping", "");
      open("#/operations");
      Locator card = page.locator("section[aria-labelledby=webhooks]");
      card.getByLabel("Client").fill(client);
      card.getByText("Deliveries", exactly()).click();
      assertThat(card.locator(".deliveries")).containsText("delivered, 1 try, last: 204");
      assertThat(seriousFindingsInBothThemes()).isEmpty();

      card.getByText("Send again", exactly()).click();

      assertThat(card.locator(".deliveries")).containsText("delivered, 2 tries, last: 204");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFormIsBuiltFromAnySchemaAndReturnsWhatWasEntered() {
    open("#/");
    assertThat(page.locator(".count")).not().hasText("");
    Object read =
        page.evaluate(
            """
            async (texts) => {
              const [schema, body] = texts.map((text) => JSON.parse(text));
              const { bodyOf, fieldsOf, pointers, valuesOf } = await import('/schema.js');
              const { closest } = await import('/pointer.js');
              const fields = fieldsOf(schema, schema);
              const values = valuesOf(fields, body);
              return JSON.stringify({
                kinds: fields.map(({ name, kind }) => `${name} ${kind}`),
                again: bodyOf(fields, values),
                empty: bodyOf(fields, {}),
                about: closest('/lines/3', pointers(fields)),
                inside: closest('/a~1b/until', pointers(fields)),
              });
            }""",
            List.of(SCHEMA, FILLED));

    JsonNode form = Reports.json((String) read);
    assertThat(form.path("kinds"))
        .extracting(JsonNode::asText)
        .containsExactly(
            "a/b group",
            "size choice",
            "exact choice",
            "lines lines",
            "numbers lines",
            "tags choices",
            "count number",
            "objects json",
            "anything json",
            "tree group",
            "maybe text");
    assertThat(form.path("again")).isEqualTo(Reports.json(FILLED));
    assertThat(form.path("empty")).isEqualTo(Reports.json("{\"a/b\": {}}"));
    assertThat(form.path("about").asText()).isEqualTo("/lines");
    assertThat(form.path("inside").asText()).isEqualTo("/a~1b/until");
  }

  @Test
  void aListOfThousandsOfReportsHasAFewRowsInThePageAtATime() {
    try (ManyReports many = ManyReports.of(stage, finishedReport(), 5000)) {
      open("#/?client=" + many.client());
      assertThat(page.locator(".count")).hasText("100+");
      Locator scroll = page.locator(".virtual .scroll");
      page.waitForCondition(
          () -> {
            scroll.evaluate("box => box.scrollTop = box.scrollHeight");
            return page.locator(".count").textContent().equals("5,000");
          });
      scroll.evaluate("box => box.scrollTop = box.scrollHeight");
      assertThat(page.getByText(many.oldest(), exactlyOnPage())).isVisible();
      assertThat(page.locator(".spacer .row").count()).isLessThan(40);
      assertThat(page.locator(".virtual")).hasAttribute("aria-rowcount", "5001");

      page.getByLabel("Text").fill(many.oldest());
      assertThat(page.locator(".count")).hasText("1 of 5,000");
    }
  }

  @Test
  void everythingCanBeDoneByKeyboard() {
    String id = finishedReport();
    open("#/");
    assertThat(heading()).isVisible();
    page.keyboard().press("Tab");
    assertThat(page.getByText("Skip to the content")).isFocused();
    tabTo("a[href='#/new']");
    page.keyboard().press("Enter");
    assertThat(heading()).isFocused();
    tabTo("#field-filter-client_id");
    page.keyboard().type(CLIENT_A);
    page.keyboard().press("Enter");
    assertThat(page.locator("#field-filter-start_date")).isFocused();
    assertThat(page.locator("#field-filter-start_date-error")).isVisible();

    open("#/reports/" + id);
    assertThat(status()).hasText("Succeeded");
    tabTo("[data-state='Generate report']");
    page.keyboard().press("Enter");
    assertThat(page.locator(".details h3")).hasText("Generate report");
    tabTo("[role='tablist'] [aria-selected='true']");
    page.keyboard().press("ArrowRight");
    assertThat(page.getByRole(AriaRole.TAB, named("Output"))).isFocused();
    page.locator(".report-heading button").last().focus();
    page.keyboard().press("Enter");
    assertThat(page.getByText("Keep as it is")).isFocused();
    page.keyboard().press("Escape");
    assertThat(page.locator("dialog")).hasCount(0);
    assertThat(reports.report(id).path("status").asText()).isEqualTo("SUCCEEDED");
  }

  @Test
  void theArrowKeysMoveThroughTheList() {
    reports.accepted(request("first of two", UUID.randomUUID().toString()));
    reports.accepted(request("second of two", UUID.randomUUID().toString()));
    open("#/");
    page.locator("[data-index='0'] a").focus();
    page.keyboard().press("ArrowDown");
    assertThat(page.locator("[data-index='1'] a")).isFocused();
    page.keyboard().press("ArrowUp");
    assertThat(page.locator("[data-index='0'] a")).isFocused();
  }

  @Test
  void withoutANetworkThePageSaysSoAndContinuesWhenItIsBack() {
    open("#/");
    assertThat(page.locator(".count")).not().hasText("");
    context.setOffline(true);
    assertThat(page.getByText("There is no network connection.")).isVisible();
    String id = reports.accepted(request("while offline", UUID.randomUUID().toString()));
    context.setOffline(false);
    assertThat(page.locator("a[href$='" + id + "']")).isVisible();
    assertThat(page.getByText("There is no network connection.")).isHidden();
  }

  @Test
  void aListSaysWhetherItIsLoadingHasNoMatchesOrIsEmpty() {
    Route[] held = new Route[1];
    boolean[] isReleased = {false};
    context.route(
        "**/v1/reports?*",
        route -> {
          if (isReleased[0]) {
            route.resume();
          } else {
            held[0] = route;
          }
        });
    open("#/?client=" + UUID.randomUUID());
    assertThat(page.getByLabel("Loading reports")).isVisible();
    assertThat(page.locator(".count")).hasText("");

    page.waitForCondition(() -> held[0] != null);
    isReleased[0] = true;
    held[0].resume();

    assertThat(page.getByText("No report matches the filter.")).isVisible();
    assertThat(page.locator(".count")).hasText("0");
    context.route("**/v1/reports?*", route -> route.fulfill(answer("{\"reports\": []}")));
    page.getByText("Clear the filter", exactlyOnPage()).click();
    assertThat(page.getByText("There are no reports yet.")).isVisible();
    assertThat(page.getByText("Ask for the first one")).isVisible();
  }

  @Test
  void theLogOfATaskIsReadOnRequestAndSaysWhereItStands() {
    String id = finishedReport();
    int[] asked = new int[1];
    List<String> answers =
        List.of(
            "{\"status\": 409, \"detail\": \"The attempt has not started its task yet.\"}",
            "{\"status\": 503, \"detail\": \"A service does not answer.\"}",
            "{\"attempt\": 1, \"task_id\": \"1\", \"lines\": [], \"is_complete\": true}",
            """
            {"attempt": 1, "task_id": "1", "is_complete": false, "lines": [
              {"at": "2026-11-24T10:00:00Z", "text": "<img src=x onerror=alert(1)>"},
              {"at": "2026-11-24T10:00:01Z", "text": "{\\"level\\": \\"WARN\\", \\"n\\": 1}"}]}""");
    context.route(
        "**/log?*",
        route -> {
          JsonNode answer = Reports.json(answers.get(asked[0]++));
          route.fulfill(answer(answer.toString()).setStatus(answer.path("status").asInt(200)));
        });
    open("#/reports/" + id);
    Locator log = page.locator(".log");
    assertThat(log).containsText("The last lines that the task of attempt 1 logged.");
    assertThat(asked[0]).isZero();

    log.getByText("Show the log", exactly()).click();
    assertThat(log).containsText("The attempt has not started its task yet.");
    log.getByText("Read again", exactly()).click();
    assertThat(log.getByText("Try now")).isVisible();
    log.getByText("Read again", exactly()).click();
    assertThat(log).containsText("The task has logged nothing yet.");
    log.getByText("Read again", exactly()).click();
    assertThat(region("Lines of the log")).containsText("<img src=x onerror=alert(1)>");
    assertThat(region("Lines of the log")).containsText("n=1");
    assertThat(log).containsText("./errand logs " + id);
    assertThat(asked[0]).isEqualTo(4);
  }

  @Test
  void aFormIsCheckedAgainAfterTheApiCouldNotAnswer() {
    boolean[] answered = {false};
    context.route(
        "**/v1/reports?validate_only=true",
        route -> {
          if (answered[0]) {
            route.resume();
          } else {
            answered[0] = true;
            route.fulfill(new Route.FulfillOptions().setStatus(503));
          }
        });
    open("#/new");

    page.getByText("Fill in the example").click();

    assertThat(page.getByText("The API accepts this request.")).isVisible();
  }

  @Test
  void aHiddenTabSendsNoRequest() {
    page.clock().install();
    open("#/");
    assertThat(page.locator(".count")).not().hasText("");
    int[] asked = new int[1];
    page.onRequest(request -> asked[0]++);
    page.waitForRequest("**/v1/reports?*", () -> page.clock().runFor(MINUTE_MILLIS));
    hide(true);
    asked[0] = 0;
    page.clock().runFor(MINUTE_MILLIS);
    page.clock().runFor(MINUTE_MILLIS);
    assertThat(asked[0]).isLessThanOrEqualTo(1); // the one that was under way
    String id = reports.accepted(request("while hidden", UUID.randomUUID().toString()));
    hide(false);
    assertThat(page.locator("a[href$='" + id + "']")).isVisible();
  }

  @Test
  void anExpiredTokenIsRenewedInTheBackground() {
    String[] replaced = {Tokens.expired(stage)};
    context.route(
        "**/console/token",
        route -> {
          if (replaced[0] == null) {
            route.resume();
          } else {
            route.fulfill(answer(replaced[0]));
            replaced[0] = null;
          }
        });
    open("#/");
    assertThat(page.locator(".count")).not().hasText("");
    assertThat(page.locator("dialog")).hasCount(0);
  }

  @Test
  void withoutAValidTokenTheUserSignsInAgainAndContinues() {
    String id = reports.accepted(request("signed out", UUID.randomUUID().toString()));
    boolean[] refuses = {false};
    context.route(
        "**/console/token",
        route -> {
          if (refuses[0]) {
            route.fulfill(new Route.FulfillOptions().setStatus(503));
          } else {
            route.resume();
          }
        });
    context.route(
        "**/v1/reports?*",
        route -> {
          if (refuses[0]) {
            route.fulfill(new Route.FulfillOptions().setStatus(401).setBody("{}"));
          } else {
            route.resume();
          }
        });
    open("#/");
    assertThat(page.locator("a[href$='" + id + "']")).isVisible();
    refuses[0] = true;
    page.locator("a[href$='" + id + "']").scrollIntoViewIfNeeded();
    assertThat(page.getByText("Your sign-in has ended")).isVisible();
    assertThat(page.locator(".trouble")).containsText("Sign in to go on.");
    refuses[0] = false;
    page.getByText("Sign in again", exactlyOnPage()).click();
    assertThat(page.getByText("Your sign-in has ended")).isHidden();
    page.locator("a[href$='" + id + "']").click();
    assertThat(heading()).hasText("signed out");
  }

  @Test
  void withAnIssuerTheUserSignsInByCodeAndProofKeyAndNoTokenIsStored() throws Exception {
    String id = finishedReport();
    try (TestIssuer issuer = TestIssuer.start(reports.token().orElseThrow())) {
      // The stage's policy knows no issuer; the template's names it
      openPage(new Browser.NewContextOptions().setBypassCSP(true));
      hosts.add(issuer.uri().getAuthority());
      context.route("**/config.json", route -> route.fulfill(answer(issuer.settings())));
      open("#/reports/" + id);
      page.locator("dialog").getByText("Sign in", exactly()).last().click();

      assertThat(status()).hasText("Succeeded");
      assertThat(URI.create(page.url()).getQuery()).isNull();
      assertThat(page.evaluate("JSON.stringify([localStorage, sessionStorage])").toString())
          .doesNotContain(reports.token().orElseThrow());
      assertThat(issuer.faults()).isEmpty();
      hosts.remove(issuer.uri().getAuthority());
    }
  }

  @Test
  void textOfClientsIsNeverMarkup() {
    List<String> hostile =
        List.of(
            "<img src=x onerror=alert(1)>",
            "<script>alert(2)</script>",
            "{{constructor.constructor('alert(3)')()}}",
            "\u202etxt.exe",
            "a".repeat(100));
    Map<String, String> names = new HashMap<>();
    for (String name : hostile) {
      names.put(reports.accepted(request(name, UUID.randomUUID().toString())), name);
    }
    open("#/");
    names.forEach((id, name) -> assertThat(page.locator("a[href$='" + id + "']")).hasText(name));
    names.forEach(
        (id, name) -> {
          open("#/reports/" + id);
          assertThat(heading()).hasText(name);
          assertThat(page.locator("main img, main script")).hasCount(0);
        });
  }

  @Test
  void itFitsTheSmallestScreen() {
    String id = finishedReport();
    openPage(360, 740, ColorScheme.LIGHT);
    for (String view : List.of("#/", "#/new", "#/operations", "#/reports/" + id)) {
      open(view);
      assertThat(heading()).isVisible();
      assertThat(page.evaluate("document.documentElement.scrollWidth")).as(view).isEqualTo(360);
    }
    assertThat(middle(page.locator(".files"))).isLessThan(middle(page.locator(".execution")));
    state("Generate report").click();
    page.getByText("Show the log", exactlyOnPage()).click();
    assertThat(region("Lines of the log")).isVisible();
    assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
  }

  @Test
  void axeFindsNothingSeriousInAnyViewAndTheme() throws Exception {
    String id = finishedReport();
    for (ColorScheme colors : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      openPage(1280, 900, colors);
      for (String view : VIEWS) {
        open(view);
        assertThat(page.locator(".skeleton")).hasCount(0);
        assertThat(seriousFindings()).as("%s, %s", view, colors).isEmpty();
      }
      open("#/reports/" + id);
      state("Generate report").click();
      assertThat(region("Input of the state")).isVisible();
      page.getByText("Show the log", exactlyOnPage()).click();
      assertThat(region("Lines of the log")).isVisible();
      assertThat(seriousFindings()).as("report, %s", colors).isEmpty();
      page.locator(".report-heading button").last().click();
      assertThat(page.locator("dialog")).isVisible();
      assertThat(seriousFindings()).as("dialog, %s", colors).isEmpty();
    }
  }

  @Test
  void aClientSeesItsOwnReportsAndNoOperations() {
    String own = finishedReport();
    String other = reports.accepted(request("of another", UUID.randomUUID().toString()));
    open("#/");
    assertThat(page.locator("a[href$='" + other + "']")).isVisible();
    page.getByLabel("Signed in as").selectOption(CLIENT_A);
    assertThat(page.locator("a[href$='" + own + "']")).isVisible();
    assertThat(page.locator("a[href$='" + other + "']")).hasCount(0);
    assertThat(page.getByText("Operations")).hasCount(0);
    page.locator("a[href$='" + own + "']").click();
    state("Generate report").click();
    assertThat(page.locator(".details")).containsText("operators see them");
    assertThat(page.locator(".log")).hasCount(0);
  }

  /** A report that has succeeded; tests that use it leave it as it is. */
  private String finishedReport() {
    if (finished == null) {
      finished = reports.accepted(request("to be looked at, under a name that is a little longer"));
      reports.succeeded(finished);
    }
    return finished;
  }

  /** Loads the console, or goes on from where it is. */
  private void open(String view) {
    if (page.url().startsWith(stage.field("console"))) {
      page.evaluate("place => { location.hash = place; }", view);
    } else {
      page.navigate(stage.uri("console").resolve(view).toString());
    }
  }

  private Locator heading() {
    return page.locator("h1");
  }

  private Locator status() {
    return page.locator(".report-heading .pill");
  }

  private Locator progress() {
    return page.getByRole(AriaRole.PROGRESSBAR);
  }

  /** How far the middle of an element is from the upper edge of the window, in pixels. */
  private static double middle(Locator element) {
    BoundingBox box = element.boundingBox();
    return box.y + box.height / 2;
  }

  private Locator region(String name) {
    return page.getByRole(AriaRole.REGION, named(name));
  }

  private Locator state(String name) {
    return page.locator("[data-state=\"" + name + "\"]");
  }

  private void ask(String button, String confirm) {
    page.locator(".report-heading").getByText(button, exactly()).click();
    page.locator("dialog").getByText(confirm).click();
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private static Page.GetByTextOptions exactlyOnPage() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  /** Presses Tab until the element has the focus. */
  private void tabTo(String selector) {
    for (int i = 0; i < 80; i++) {
      page.keyboard().press("Tab");
      if ((Boolean) page.evaluate("s => document.activeElement.matches(s)", selector)) {
        return;
      }
    }
    throw new AssertionError("Tab does not come to " + selector);
  }

  private void hide(boolean isHidden) {
    page.evaluate(
        """
        state => {
          Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
          document.dispatchEvent(new Event('visibilitychange'));
        }""",
        isHidden ? "hidden" : "visible");
  }

  private Set<String> seriousFindingsInBothThemes() throws IOException {
    Set<String> findings = new TreeSet<>(seriousFindings());
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    findings.addAll(seriousFindings());
    return findings;
  }

  private Set<String> seriousFindings() throws IOException {
    try (InputStream axe = ConsoleIT.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(axe.readAllBytes(), StandardCharsets.UTF_8));
    }
    JsonNode results =
        Reports.json((String) page.evaluate("axe.run().then(found => JSON.stringify(found))"));
    Set<String> serious = new TreeSet<>();
    for (JsonNode violation : results.path("violations")) {
      if (Set.of("serious", "critical").contains(violation.path("impact").asText())) {
        serious.add(violation.path("id").asText() + ": " + violation.at("/nodes/0/html").asText());
      }
    }
    return serious;
  }

  private static String request(String name) {
    return request(name, CLIENT_A);
  }

  private static String request(String name, String client) {
    return """
    {"name": %s, "filter": {"client_id": "%s", "start_date": "2021-01-01",
     "end_date": "2021-12-31", "status": "pending"}}"""
        .formatted(quoted(name), client);
  }

  /** Recorded before: a replay changes nothing. */
  private static String statusChange(String execution) {
    return """
    {"source": "aws.states", "detail-type": "Step Functions Execution Status Change",
     "detail": {"name": "%s", "status": "RUNNING", "startDate": 1795514400412}}"""
        .formatted(execution);
  }

  private static String quoted(String text) {
    return TextNode.valueOf(text).toString();
  }

  private static Route.FulfillOptions answer(String body) {
    return new Route.FulfillOptions().setContentType("application/json").setBody(body);
  }
}
