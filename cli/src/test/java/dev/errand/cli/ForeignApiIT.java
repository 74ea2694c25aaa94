package dev.errand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.errand.cli.Errand.Ended;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.HttpURLConnection;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A report type for an API that this project has not written: json-server, with Link headers. */
@InTurnWithSharedStage
class ForeignApiIT {

  private static final Path TYPE = Path.of("src/test/resources/invoices").toAbsolutePath();
  private static final String REQUEST =
      """
      {"type": "invoices", "filter": {"customer": "%s", "from": "2025-01-01", "to": "2025-12-31"}}"""
          .formatted(Invoice.CUSTOMER);
  private static final List<Invoice> INVOICES = Invoice.generated(3000);
  private static final List<Invoice> OF_CUSTOMER =
      INVOICES.stream()
          .filter(Invoice::isOfCustomer)
          .sorted(Comparator.comparing(Invoice::issuedOn).thenComparing(Invoice::number))
          .toList();

  @TempDir private static Path folder;

  private static JsonServer api;
  private static CheckoutWithType checkout;
  private static StageProcess stage;
  private static Reports reports;

  @BeforeAll
  static void start() throws Exception {
    JsonServer.assumeInstalled();
    Path file = Files.writeString(folder.resolve("invoices.json"), Invoice.file(INVOICES));
    api = JsonServer.start(file);
    checkout =
        CheckoutWithType.in(
            folder.resolve("checkout"),
            TYPE,
            TypeResources.copied(
                "invoices",
                7200,
                "Invoices",
                Map.of("SOURCE_URL", api.endpoint().toString(), "CHECKPOINT_MILLIS", "100")));
    stage = StageProcess.up(checkout.root(), folder.resolve("data"), 100, "--waits", "0.1");
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
    if (api != null) {
      api.close();
    }
  }

  @Test
  void hasEveryRecordAndExactTotalsAndIsTheSameAfterAKill() throws Exception {
    String undisturbed = accepted();
    reports.succeeded(undisturbed);
    String killed = accepted();
    kill(killed);
    reports.succeeded(killed);

    List<CsvRecord> rows =
        CsvReader.builder()
            .ofCsvRecord(Files.readString(stage.artifact(undisturbed, "report.csv")))
            .stream()
            .toList();
    assertThat(rows.get(0).getFields())
        .containsExactly(
            "Invoice",
            "Issued on",
            "Issued at",
            "Customer",
            "Total",
            "Currency",
            "Lines",
            "State",
            "Note");
    assertThat(rows.stream().skip(1).map(CsvRecord::getFields))
        .containsExactlyElementsOf(OF_CUSTOMER.stream().map(Invoice::row).toList());
    assertThat(sums(undisturbed)).isEqualTo(expectedSums());
    assertListedAndDownloaded(undisturbed, "report.parquet", "application/vnd.apache.parquet");
    assertThat(stage.artifact(killed, "report.csv"))
        .hasSameBinaryContentAs(stage.artifact(undisturbed, "report.csv"));
    assertThat(stage.artifact(killed, "report.parquet"))
        .hasSameBinaryContentAs(stage.artifact(undisturbed, "report.parquet"));
    assertThat(sums(killed)).isEqualTo(expectedSums());
    assertThat(logs(killed)).anyMatch(line -> line.contains("Continuing at record "));
  }

  private static void assertListedAndDownloaded(String report, String name, String contentType)
      throws IOException {
    JsonNode artifact =
        StreamSupport.stream(reports.report(report).at("/result/artifacts").spliterator(), false)
            .filter(one -> one.path("name").asText().equals(name))
            .findFirst()
            .orElseThrow();
    assertThat(artifact.path("content_type").asText()).isEqualTo(contentType);
    Path files = folder.resolve("files");

    Ended saved =
        new Errand(folder)
            .with("ERRAND_DATA", stage.data().toString())
            .run("download", report, "--to", files.toString());

    assertThat(saved.code()).as(saved.errors()).isZero();
    assertThat(files.resolve(name)).hasSameBinaryContentAs(stage.artifact(report, name));
  }

  /** Asks for the report, again if the stage's first answers take too long. */
  private static String accepted() {
    String key = UUID.randomUUID().toString();
    HttpResponse<String> answer =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(
                () -> reports.postOnce(key, REQUEST),
                response -> response.statusCode() != HttpURLConnection.HTTP_UNAVAILABLE);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    return Reports.json(answer.body()).path("id").asText();
  }

  /** Kills the report's task between two pages, once it has saved a checkpoint. */
  private static void kill(String report) {
    Path checkpoint =
        stage.path(
            "s3/%s/checkpoints-invoices/%s/checkpoint".formatted(stage.field("bucket"), report));
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> Files.exists(checkpoint));
    assertThat(stage.children("task-")).hasSize(1);
    stage.children("task-").get(0).destroyForcibly();
  }

  private static Map<String, BigDecimal> expectedSums() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    OF_CUSTOMER.forEach(
        invoice -> sums.merge(invoice.currency(), invoice.total(), BigDecimal::add));
    return sums;
  }

  private static Map<String, BigDecimal> sums(String report) throws IOException {
    JsonNode summary = new ObjectMapper().readTree(stage.artifact(report, "summary.json").toFile());
    Map<String, BigDecimal> sums = new TreeMap<>();
    for (JsonNode total : summary.at("/measures/0/totals")) {
      sums.put(total.path("unit").asText(), new BigDecimal(total.path("sum").asText()));
    }
    return sums;
  }

  private static List<String> logs(String report) throws IOException {
    try (Stream<Path> tasks = Files.list(stage.path("tasks/tasks"))) {
      return tasks
          .map(task -> task.resolve("task.log"))
          .filter(Files::exists)
          .flatMap(ForeignApiIT::lines)
          .filter(line -> line.contains(report))
          .toList();
    }
  }

  private static Stream<String> lines(Path log) {
    try {
      return Files.readAllLines(log).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
