package dev.errand.cli;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import dev.errand.local.records.SampleRecordsApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Records of a report, as its request asks for them or as its CSV file has them. */
record Rows(List<Row> rows) {

  record Row(
      String id, String clientId, String bookedAt, String amount, String currency, String status) {}

  /** Sums of the amounts by currency. */
  Map<String, BigDecimal> sums() {
    Map<String, BigDecimal> sums = new TreeMap<>();
    rows.forEach(row -> sums.merge(row.currency(), new BigDecimal(row.amount()), BigDecimal::add));
    return sums;
  }

  static Rows ofCsv(Path file) {
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      return new Rows(
          csv.stream()
              .map(
                  row ->
                      new Row(
                          row.getField("id"),
                          row.getField("client_id"),
                          row.getField("booked_at"),
                          row.getField("amount"),
                          row.getField("currency"),
                          row.getField("status")))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The records that a request asks for, from a records API that is not the stage's: both have the
   * same sample records.
   *
   * @param folder for its database
   * @param request a report request
   */
  static Rows ofRecordsApi(Path folder, int records, JsonNode request) {
    Map<String, String> query = new LinkedHashMap<>();
    request
        .path("filter")
        .properties()
        .forEach(field -> query.put(field.getKey(), field.getValue().asText()));
    List<Row> rows = new ArrayList<>();
    try (SampleRecordsApi api =
        SampleRecordsApi.start(new SampleRecordsApi.Options(folder, records, "token"))) {
      JsonNode page;
      do {
        page = page(api.endpoint(), query);
        page.path("records").forEach(record -> rows.add(row(record)));
        query.put("cursor", page.path("next_cursor").asText());
      } while (!page.path("next_cursor").isNull());
    }
    return new Rows(List.copyOf(rows));
  }

  private static JsonNode page(URI api, Map<String, String> query) {
    String text =
        String.join(
            "&", query.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    HttpRequest request =
        HttpRequest.newBuilder(api.resolve("/v1/records?" + text))
            .header("Authorization", "Bearer token")
            .build();
    try {
      return Reports.json(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Row row(JsonNode record) {
    List<String> fields =
        Stream.of("id", "client_id", "booked_at", "amount", "currency", "status")
            .map(name -> record.path(name).asText())
            .toList();
    return new Row(
        fields.get(0), fields.get(1), fields.get(2), fields.get(3), fields.get(4), fields.get(5));
  }
}
