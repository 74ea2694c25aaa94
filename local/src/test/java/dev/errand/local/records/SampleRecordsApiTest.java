package dev.errand.local.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleRecordsApiTest {

  private static final int RECORDS = 3000;
  private static final String ALL_OF_A = "client_id=%s&start_date=2020-01-01&end_date=2022-12-31";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final RecordsContract CONTRACT = new RecordsContract();

  @TempDir private static Path data;
  private static SampleRecordsApi api;

  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    api = SampleRecordsApi.start(new SampleRecordsApi.Options(data, RECORDS, "token"));
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void pagesHoldEveryRecordOnceInOrder() throws Exception {
    List<JsonNode> records = all(SampleClient.A, "&page_size=7");

    assertThat(records)
        .hasSize(RECORDS)
        .isSortedAccordingTo(
            Comparator.<JsonNode, String>comparing(record -> record.get("booked_at").asText())
                .thenComparing(record -> record.get("id").asText()));
    assertThat(ids(records)).hasSize(RECORDS);
    assertThat(records.stream().map(record -> record.get("booked_at")).distinct().count())
        .as("some records share an instant")
        .isLessThan(RECORDS);
  }

  @Test
  void theFilterKeepsTheDaysAndTheStatus() throws Exception {
    Predicate<JsonNode> pendingIn2021 =
        record ->
            record.get("status").asText().equals("pending")
                && record.get("booked_at").asText().startsWith("2021-");
    List<JsonNode> expected =
        all(SampleClient.A, "&page_size=5000").stream().filter(pendingIn2021).toList();

    JsonNode page =
        page(
            "client_id=%s&start_date=2021-01-01&end_date=2021-12-31&status=pending&page_size=5000"
                .formatted(SampleClient.A.id()));

    assertThat(page.get("records")).hasSize(expected.size()).containsAll(expected);
    assertThat(page.get("total").asInt()).isEqualTo(expected.size()).isGreaterThan(100);
    assertThat(page.get("next_cursor").isNull()).isTrue();
  }

  @Test
  void bothDaysBelongToTheRange() throws Exception {
    String day = all(SampleClient.A, "&page_size=1").get(0).get("booked_at").asText();
    String date = day.substring(0, 10);

    JsonNode page =
        page("client_id=%s&start_date=%s&end_date=%s".formatted(SampleClient.A.id(), date, date));

    assertThat(page.get("records")).isNotEmpty();
    assertThat(page.get("records"))
        .allSatisfy(record -> assertThat(record.get("booked_at").asText()).startsWith(date + "T"));
  }

  @Test
  void eachClientHasRecordsOfItsOwn() throws Exception {
    Set<String> a = ids(all(SampleClient.A, "&page_size=5000"));
    Set<String> b = ids(all(SampleClient.B, "&page_size=5000"));

    assertThat(a).hasSize(RECORDS).doesNotContainAnyElementsOf(b);
    assertThat(b).hasSize(RECORDS);
    assertThat(all(SampleClient.C, "&page_size=5000")).hasSize(RECORDS / 10);
  }

  @Test
  void amountsHaveTheDecimalsOfTheirCurrency() throws Exception {
    List<JsonNode> records = all(SampleClient.A, "&page_size=5000");

    assertThat(records)
        .allSatisfy(
            record ->
                assertThat(new BigDecimal(record.get("amount").asText()).scale())
                    .isEqualTo(
                        Currency.getInstance(record.get("currency").asText())
                            .getDefaultFractionDigits()));
    assertThat(records)
        .extracting(record -> record.get("currency").asText())
        .contains("EUR", "JPY", "KWD");
  }

  @Test
  void textsContainWhatCsvFilesAndSpreadsheetsMustEscape() throws Exception {
    String texts =
        all(SampleClient.A, "&page_size=5000").stream()
            .map(record -> record.get("counterparty") + "\n" + record.get("description"))
            .collect(Collectors.joining("\n"));

    assertThat(texts).contains("\"=", "\"+", "\"-", "\"@", "\\\"", ",", "株式会社", "🌍", "\\n");
  }

  @Test
  void aClientWithoutRecordsHasAnEmptyPage() throws Exception {
    JsonNode page =
        page(
            "client_id=00000000-0000-4000-8000-000000000000&start_date=2020-01-01&end_date=2022-12-31");

    assertThat(page.get("records")).isEmpty();
    assertThat(page.get("total").asInt()).isZero();
  }

  @Test
  void aPageThatEndsWithTheLastRecordIsTheLast() throws Exception {
    JsonNode page = page(ALL_OF_A.formatted(SampleClient.C.id()) + "&page_size=" + RECORDS / 10);

    assertThat(page.get("records")).hasSize(RECORDS / 10);
    assertThat(page.get("next_cursor").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          client_id  | client_id=1266cd5a
          client_id  | client_id=1-1-1-1-1
          start_date | start_date=2021-02-30
          start_date | start_date=21-01-01
          end_date   | end_date=2019-12-31
          end_date   | end_date=
          status     | status=
          status     | status=%27%20OR%201%3D1
          page_size  | page_size=0
          page_size  | page_size=5001
          page_size  | page_size=ten
          cursor     | cursor=abc
          cursor     | cursor=
          limit      | limit=10
          client_id  | client_id=1266cd5a-1dfa-44f2-83ca-534c30b38555&client_id=1266cd5a-1dfa-44f2-83ca-534c30b38555
          """)
  void aWrongParameterIsRefusedByName(String parameter, String query) throws Exception {
    List<String> parts = new ArrayList<>();
    for (String part : ALL_OF_A.formatted(SampleClient.A.id()).split("&", -1)) {
      if (!part.startsWith(parameter + "=")) {
        parts.add(part);
      }
    }
    parts.add(query);

    HttpResponse<String> response = get(String.join("&", parts), "token");

    assertThat(response.statusCode()).isEqualTo(400);
    CONTRACT.check(response);
    assertThat(JSON.readTree(response.body()).get("errors"))
        .extracting(error -> error.get("parameter").asText())
        .containsExactly(parameter);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() throws Exception {
    HttpResponse<String> response = get("end_date=x&page_size=x", "token");

    assertThat(JSON.readTree(response.body()).get("errors"))
        .extracting(error -> entry(error.get("parameter").asText(), error.get("detail").asText()))
        .containsExactly(
            entry("client_id", "This parameter is required."),
            entry("start_date", "This parameter is required."),
            entry("end_date", "Must be a day, YYYY-MM-DD."),
            entry("page_size", "Must be a number from 1 to 5000."));
  }

  @Test
  void aCursorOfAnotherFilterIsRefused() throws Exception {
    String cursor = page(ALL_OF_A.formatted(SampleClient.A.id())).get("next_cursor").asText();

    HttpResponse<String> response =
        get(ALL_OF_A.formatted(SampleClient.B.id()) + "&cursor=" + cursor, "token");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"parameter\":\"cursor\"");
  }

  @Test
  void withoutTheTokenNothingIsAnswered() throws Exception {
    HttpResponse<String> response = get(ALL_OF_A.formatted(SampleClient.A.id()), "guessed");

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    CONTRACT.check(response);
    assertThat(response.body()).doesNotContain(SampleClient.A.id().toString());
  }

  @Test
  void anUnknownPathIsAProblemToo() throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(api.endpoint().resolve("/v2/records"))
                .header("Authorization", "Bearer token")
                .build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("application/problem+json"));
  }

  private List<JsonNode> all(SampleClient client, String options) throws Exception {
    List<JsonNode> records = new ArrayList<>();
    String query = ALL_OF_A.formatted(client.id()) + options;
    JsonNode page = page(query);
    page.get("records").forEach(records::add);
    while (!page.get("next_cursor").isNull()) {
      page = page(query + "&cursor=" + page.get("next_cursor").asText());
      page.get("records").forEach(records::add);
    }
    assertThat(page.get("total").asInt()).isEqualTo(records.size());
    return records;
  }

  private JsonNode page(String query) throws Exception {
    HttpResponse<String> response = get(query, "token");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    CONTRACT.check(response);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String query, String token) throws Exception {
    URI uri = URI.create(api.endpoint() + "/v1/records?" + query);
    return http.send(
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build(),
        BodyHandlers.ofString());
  }

  private static Set<String> ids(Iterable<JsonNode> records) {
    return StreamSupport.stream(records.spliterator(), false)
        .map(record -> record.get("id").asText())
        .collect(Collectors.toCollection(HashSet::new));
  }
}
