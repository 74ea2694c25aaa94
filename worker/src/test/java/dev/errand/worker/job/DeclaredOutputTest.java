package dev.errand.worker.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.worker.job.ShapedApi.Shape;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
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
