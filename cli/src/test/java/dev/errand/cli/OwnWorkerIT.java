package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker of {@code examples/own-worker} as a process, added to a stage as its README says. */
@OnOwnStage
class OwnWorkerIT {

  private static final Path EXAMPLE = StageProcess.ROOT.resolve("examples/own-worker");
  private static final String FILTER =
      """
      "filter": {"client_id": "1266cd5a-1dfa-44f2-83ca-534c30b38555", "start_date": "2021-01-01",
                 "end_date": "2021-12-31"}""";
  private static final String REQUEST = "{\"type\": \"sums\", %s}".formatted(FILTER);

  @TempDir private static Path folder;

  private static CheckoutWithType checkout;
  private static StageProcess stage;
  private static Reports reports;

  @BeforeAll
  static void start() throws Exception {
    Python.assumeBoto3();
    checkout =
        CheckoutWithType.in(
            folder.resolve("checkout"),
            EXAMPLE,
            new TypeResources(
                "sums", 3600, "Sums", Files.readString(EXAMPLE.resolve("resources.yaml"))));
    stage =
        StageProcess.up(
            checkout.root(), folder.resolve("data"), SharedStage.RECORDS, "--workers", "process");
    reports = Reports.of(stage);
  }

  @AfterAll
  static void stop() throws IOException {
    if (stage != null) {
      stage.close();
    }
    if (checkout != null) {
      checkout.close();
    }
  }

  @Test
  void writesTheSumsOfTheRecords() throws Exception {
    String sums = reports.accepted(REQUEST);
    String records = reports.accepted("{%s}".formatted(FILTER));

    JsonNode report = reports.succeeded(sums);
    reports.succeeded(records);

    assertThat(report.path("type").asText()).isEqualTo("sums");
    assertThat(report.at("/progress/stage").asText()).isEqualTo("done");
    Map<String, BigDecimal> expected = new TreeMap<>();
    for (NamedCsvRecord row : rows(records, "report.csv")) {
      expected.merge(
          row.getField("booked_at").substring(0, 10) + " " + row.getField("currency"),
          new BigDecimal(row.getField("amount")),
          BigDecimal::add);
    }
    Map<String, BigDecimal> written = new TreeMap<>();
    for (NamedCsvRecord row : rows(sums, "totals.csv")) {
      written.put(
          row.getField("day") + " " + row.getField("currency"),
          new BigDecimal(row.getField("sum")));
    }
    assertThat(written).isNotEmpty().isEqualTo(expected);
  }

  @Test
  @SuppressWarnings("try")
  void isCancelledAndRetriedByTheSameApi() throws Exception {
    String id = reports.accepted(REQUEST);
    try (PausedWorker paused = PausedWorker.of(stage, id)) {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> reports.report(id).path("status").asText().equals("RUNNING"));
      assertThat(reports.post("/v1/reports/" + id + "/cancel", "").statusCode()).isEqualTo(202);
    }
    assertThat(reports.finished(id).path("status").asText()).isEqualTo("CANCELLED");

    assertThat(reports.post("/v1/reports/" + id + "/retry", "").statusCode()).isEqualTo(202);

    assertThat(reports.succeeded(id).path("attempt").asInt()).isEqualTo(2);
  }

  @Test
  void aRequestIsCheckedByTheSchemaOfItsType() {
    assertThat(reports.post("{\"type\": \"sums\", \"filter\": {}}").statusCode()).isEqualTo(400);
  }

  @Test
  void theConsoleOffersTheTypeWithAFormOfItsSchema() {
    try (Chromium chromium = Chromium.start()) {
      Page page = chromium.browser().newPage();
      page.setDefaultTimeout(60_000);
      PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
      page.navigate(stage.uri("console").resolve("#/new").toString());
      chooseAnotherWhileOneIsLoaded(page);
      page.getByLabel("Type").selectOption("sums");
      PlaywrightAssertions.assertThat(page.getByLabel("Formats")).hasCount(0);
      page.getByLabel("Start date").fill("2021-01-01");
      page.getByLabel("End date").fill("2020-12-31");
      PlaywrightAssertions.assertThat(page.locator("#field-filter-end_date-error")).isVisible();
      page.getByText("Fill in the example").click();
      PlaywrightAssertions.assertThat(page.getByText("The API accepts this request.")).isVisible();
      PlaywrightAssertions.assertThat(page.locator(".code pre")).containsText("\"type\": \"sums\"");
      page.getByText("Ask for the report").click();

      PlaywrightAssertions.assertThat(page.locator(".report-heading .pill")).hasText("Succeeded");
      PlaywrightAssertions.assertThat(page.locator(".sentence"))
          .containsText("start date January 1, 2021");
      String id = page.locator("code.id").textContent();
      assertThat(reports.report(id).path("type").asText()).isEqualTo("sums");
      page.navigate(stage.uri("console").resolve("#/").toString());
      page.getByLabel("Type").selectOption("sums");
      Locator row = page.locator(".row:has(a[href$='" + id + "'])");
      PlaywrightAssertions.assertThat(row).containsText("1266cd5a");
      page.getByLabel("Type").selectOption("records");
      PlaywrightAssertions.assertThat(row).hasCount(0);
    }
  }

  /** What comes late for a type that was chosen before must not replace the form. */
  private static void chooseAnotherWhileOneIsLoaded(Page page) {
    String schema = "**/v1/report-types/sums";
    Route[] held = new Route[1];
    page.route(schema, route -> held[0] = route);
    page.waitForRequest(schema, () -> page.getByLabel("Type").selectOption("sums"));
    page.getByLabel("Type").selectOption("records");
    page.waitForResponse(schema, () -> held[0].resume());
    PlaywrightAssertions.assertThat(page.getByLabel("Type")).hasValue("records");
    page.unroute(schema);
  }

  private static Iterable<NamedCsvRecord> rows(String report, String name) throws IOException {
    return CsvReader.builder()
        .ofNamedCsvRecord(Files.readString(stage.artifact(report, name)))
        .stream()
        .toList();
  }
}
