package dev.errand.worker.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.core.FailureCode;
import dev.errand.worker.artifact.Hyparquet;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.job.ShapedApi.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The forms of a declared report. */
@Timeout(60)
class DeclaredOutputTest {

  private static final List<ObjectNode> ORDERS = Orders.of(30);
  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void jsonLinesHaveTheTextsOfTheApi() throws Exception {
    TypeJob job = run("{\"formats\": [\"jsonl\"]}");

    List<String> lines = job.artifact("report.jsonl").lines().toList();
    assertThat(lines).hasSameSizeAs(ORDERS);
    for (int i = 0; i < lines.size(); i++) {
      JsonNode line = JSON.readTree(lines.get(i));
      ObjectNode order = ORDERS.get(i);
      assertThat(line.get("customer")).isEqualTo(order.at("/customer/name"));
      assertThat(line.get("country")).isEqualTo(order.at("/customer/country"));
      assertThat(line.get("created")).isEqualTo(order.get("created"));
      assertThat(new BigDecimal(line.get("amount").textValue()))
          .isEqualByComparingTo(order.at("/total/amount").decimalValue());
    }
    assertThat(job.artifacts()).containsOnlyKeys("report.jsonl", "summary.json");
  }

  @Test
  void aDialectAndATimeZoneHoldForTheCsvAndTheWorkbookHasNumbersAndTimes() throws Exception {
    TypeJob job =
        run(
            """
            {"csv": {"separator": ";", "bom": true, "decimal": ","}, "time_zone": "Europe/Berlin",
             "formats": ["csv", "xlsx", "jsonl"]}""");

    String csv = job.artifact("report.csv");
    assertThat(csv).startsWith("\uFEFFId;Created;Customer;Country;Amount;");
    BigDecimal amount = ORDERS.get(0).at("/total/amount").decimalValue();
    assertThat(csv)
        .contains("\r\nord_00000;2021-03-01T01:00:00+01:00;")
        .contains(";" + amount.toPlainString().replace('.', ',') + ";");
    JsonNode line = JSON.readTree(job.artifact("report.jsonl").lines().findFirst().orElseThrow());
    assertThat(line.get("amount").textValue()).isEqualTo(amount.toPlainString());
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(
            Files.newInputStream(
                folder.resolve("reports-orders/a-report/1-1795514400/report.xlsx")))) {
      Row row = workbook.getFirstSheet().read().get(1);
      assertThat(row.getCellAsDate(1)).contains(LocalDateTime.of(2021, 3, 1, 1, 0));
      assertThat(row.getCellAsNumber(4).orElseThrow()).isEqualByComparingTo(amount);
    }
  }

  @Test
  void parquetHasTheValuesOfTheApiByTheNamesOfTheColumns() throws Exception {
    Hyparquet.assumeInstalled();
    TypeJob job =
        run(
            """
            {"csv": {"separator": ";", "bom": true, "decimal": ","}, "time_zone": "Europe/Berlin",
             "formats": ["parquet"]}""");

    assertThat(job.artifacts()).containsOnlyKeys("report.parquet", "summary.json");
    assertThat(
            JSON.readTree(job.artifact("manifest.json"))
                .at("/artifacts/0/content_type")
                .textValue())
        .isEqualTo("application/vnd.apache.parquet");
    JsonNode file = Hyparquet.read(job.file("report.parquet"));
    assertThat(file.at("/columns").findValuesAsText("name"))
        .containsExactly(
            "id", "created", "customer", "country", "amount", "currency", "sku", "state");
    assertThat(file.get("rows")).hasSameSizeAs(ORDERS);
    for (int i = 0; i < ORDERS.size(); i++) {
      JsonNode row = file.get("rows").get(i);
      ObjectNode order = ORDERS.get(i);
      assertThat(row.get(0)).isEqualTo(order.get("id"));
      assertThat(row.get(1).asLong() / 1_000_000)
          .isEqualTo(Instant.parse(order.get("created").textValue()).getEpochSecond());
      assertThat(row.get(2)).isEqualTo(order.at("/customer/name"));
      assertThat(row.get(3)).isEqualTo(order.at("/customer/country"));
      assertThat(new BigDecimal(new BigInteger(row.get(4).textValue()), 18))
          .isEqualByComparingTo(order.at("/total/amount").decimalValue());
    }
  }

  @Test
  void aValueThatDoesNotFitEndsTheReportWhichCanBeRetriedFromTheBeginning() throws Exception {
    String wide = "\"type\": \"decimal\"";
    String narrow = wide + ", \"precision\": 3, \"scale\": 1";
    String type = Orders.type(Shape.CURSOR, "").replace("[\"csv\"]", "[\"csv\", \"parquet\"]");
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      for (int attempt = 1; attempt <= 2; attempt++) {
        assertThatThrownBy(() -> job.run(type.replace(wide, narrow), api.endpoint(), "{}"))
            .isInstanceOfSatisfying(
                WorkerFailure.class,
                failure -> assertThat(failure.code()).isEqualTo(FailureCode.RECORDS_INCONSISTENT))
            .hasMessageContaining("amount of record ")
            .hasMessageContaining("DECIMAL(3,1)");
      }
      assertThat(job.file("manifest.json")).doesNotExist();
      assertThat(job.log).filteredOn(line -> line.startsWith("Starting at record 0")).hasSize(2);

      job.run(type, api.endpoint(), "{}");
    }
    assertThat(job.artifacts()).containsKeys("report.csv", "report.parquet");
  }

  @Test
  void thePageHasTheMeasuresAndDimensionsThatAreDeclared() throws Exception {
    TypeJob job = run("{\"formats\": [\"html\"]}");

    assertThat(job.artifact("report.html"))
        .contains("<h2>By State</h2>", "<h2>By day of Created</h2>", "<h2>Amount</h2>")
        .contains("Amount in EUR", "Amount in JPY", "Largest by Amount")
        .contains("Müller, Söhne &amp; Co")
        .doesNotContain("<script");
  }

  private TypeJob run(String output) throws Exception {
    TypeJob job = new TypeJob(folder);
    try (ShapedApi api = new ShapedApi(Shape.CURSOR, ORDERS)) {
      job.run(
          Orders.type(Shape.CURSOR, "").replace("{\"formats\": [\"csv\"]}", output),
          api.endpoint(),
          "{}");
    }
    return job;
  }
}
