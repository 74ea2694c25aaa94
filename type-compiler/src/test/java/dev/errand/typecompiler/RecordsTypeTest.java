package dev.errand.typecompiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import dev.errand.core.ParsedRecordsRequest;
import dev.errand.core.RecordsRequestParser;
import dev.errand.core.Violation;
import dev.errand.core.request.ParsedRequest;
import dev.errand.core.request.ReportRequest;
import dev.errand.core.request.RequestParser;
import dev.errand.core.type.ReportType;
import dev.errand.core.type.ReportTypes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What requests of the type {@code records} are, as its {@code type.yaml} says. */
class RecordsTypeTest {

  private static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";

  private static final ReportType RECORDS = records();

  private final RequestParser parser = new RequestParser(new ReportTypes(List.of(RECORDS)));
  private final RecordsRequestParser ofWorker = new RecordsRequestParser();

  private static ReportType records() {
    try {
      Path file = Path.of("../report-types/records/type.yaml");
      return ReportType.of(
          "records", JSON.std.mapFrom(JSON.std.asString(YamlFile.read(file, file).value())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void readsARequestWithoutAType() {
    ReportRequest request =
        valid(
            """
            {"filter": {"client_id": "%s", "start_date": "2021-01-01",
             "end_date": "2021-12-31", "status": "pending"}}"""
                .formatted(CLIENT));

    assertThat(request.type()).isEqualTo(RECORDS);
    assertThat(request.owner()).isEqualTo(UUID.fromString(CLIENT));
    assertThat(request.body()).containsOnlyKeys("filter");
    assertThat(request.name()).isEmpty();
  }

  @Test
  void readsOneThatNamesTheTypeAndItself() {
    ReportRequest request =
        valid(
            """
            {"type": "records", "name": "Q1 für 株式会社", "formats": ["csv"],
             "filter": {"client_id": "%s", "start_date": "2021-01-01", "end_date": "2021-01-01"}}"""
                .formatted(CLIENT.toUpperCase(Locale.ROOT)));

    assertThat(request.name()).contains("Q1 für 株式会社");
    assertThat(request.owner()).isEqualTo(UUID.fromString(CLIENT));
    assertThat(request.body()).containsOnlyKeys("name", "formats", "filter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "\"\"", "\"Records\"", "\"invoices\"", "[\"records\"]"})
  void namesTheTypesThatThereAreToWhoAsksForAnother(String type) {
    assertThat(parser.parse("{\"type\": %s, \"filter\": 1}".formatted(type)))
        .isEqualTo(
            new ParsedRequest.Invalid(
                List.of(
                    new Violation(
                        "/type", "There is no such report type. The types are records."))));
  }

  /** The worker has a parser of its own for this type. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "/requests.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void theFunctionsAndTheWorkerAnswerARequestAlike(String request, String outcome, String details) {
    ParsedRequest parsed = parser.parse(request);
    ParsedRecordsRequest byWorker = ofWorker.parse(request);

    assertThat(parsed.getClass().getSimpleName()).isEqualToIgnoringCase(outcome);
    assertThat(byWorker.getClass().getSimpleName()).isEqualToIgnoringCase(outcome);
    if (parsed instanceof ParsedRequest.Malformed one
        && byWorker instanceof ParsedRecordsRequest.Malformed two) {
      assertThat("%d:%d %s".formatted(one.line(), one.column(), one.detail())).contains(details);
      assertThat("%d:%d %s".formatted(two.line(), two.column(), two.detail())).contains(details);
    } else if (parsed instanceof ParsedRequest.Invalid one
        && byWorker instanceof ParsedRecordsRequest.Invalid two) {
      assertThat(details(one.violations(), details.contains(": "))).isEqualTo(details);
      assertThat(details(two.violations(), details.contains(": "))).isEqualTo(details);
    }
  }

  private static String details(List<Violation> violations, boolean full) {
    return violations.stream()
        .map(
            violation ->
                full
                    ? violation.pointer() + ": " + violation.detail()
                    : violation.pointer().isEmpty() ? "document" : violation.pointer())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  /**
   * A field as it can stand in a request.
   *
   * @param json the field, or nothing
   */
  private record Field(String json, boolean valid) {

    static Arbitrary<Field> of(String name, List<String> valid, List<String> invalid) {
      return Arbitraries.frequencyOf(
          Tuple.of(6, Arbitraries.of(valid).map(value -> of(name, value, true))),
          Tuple.of(1, Arbitraries.of(invalid).map(value -> of(name, value, false))));
    }

    private static Field of(String name, String value, boolean valid) {
      return new Field(value.isEmpty() ? "" : "\"%s\": %s".formatted(name, value), valid);
    }
  }

  /**
   * Seeded faults: a status that is not looked at, and a filter that is {@code null} and is read.
   */
  @Property
  void takesExactlyTheRequestsWhoseFieldsAreAllValid(@ForAll("fields") List<Field> fields) {
    String filter = joined(fields.subList(0, 5));
    String request = joined(fields.subList(5, fields.size()));
    String text = "{\"filter\": {%s}%s}".formatted(filter, request.isEmpty() ? "" : ", " + request);
    boolean valid = fields.stream().allMatch(Field::valid);

    Statistics.label("valid")
        .collect(valid)
        .coverage(coverage -> coverage.check(true).percentage(share -> share > 5));
    assertThat(parser.parse(text))
        .as(text)
        .isInstanceOf(valid ? ParsedRequest.Valid.class : ParsedRequest.Invalid.class);
    assertThat(ofWorker.parse(text))
        .as("the worker reads the same requests")
        .isInstanceOf(
            valid ? ParsedRecordsRequest.Valid.class : ParsedRecordsRequest.Invalid.class);
  }

  /** Seeded fault: a list in the place of an object that is taken for one. */
  @Property
  void refusesEveryOtherDocumentWithoutThrowing(@ForAll("documents") String document) {
    for (String text :
        List.of(
            document,
            "{\"filter\": " + document + "}",
            "{\"filter\": {\"client_id\": " + document + "}}")) {
      assertRefused(text);
    }
  }

  @Property
  void callsTextThatIsNoJsonMalformed(@ForAll @StringLength(max = 200) String text) {
    assertRefused("{" + text);
  }

  private void assertRefused(String text) {
    assertThat(parser.parse(text)).as(text).isNotInstanceOf(ParsedRequest.Valid.class);
    assertThat(ofWorker.parse(text)).as(text).isNotInstanceOf(ParsedRecordsRequest.Valid.class);
  }

  @Provide
  Arbitrary<List<Field>> fields() {
    return Combinators.combine(
            List.of(
                Field.of(
                    "client_id",
                    List.of("\"" + CLIENT + "\""),
                    List.of("", "null", "7", "\"7\"", "[\"" + CLIENT + "\"]")),
                Field.of(
                    "start_date",
                    List.of("\"2021-01-01\"", "\"2020-02-29\""),
                    List.of("", "null", "20210101", "\"2021-02-30\"", "\"1899-12-31\"")),
                Field.of(
                    "end_date",
                    List.of("\"2021-12-31\"", "\"2021-01-01\""),
                    List.of("", "{}", "\"2019-12-31\"", "\"tomorrow\"")),
                Field.of(
                    "status",
                    List.of("", "\"pending\"", "\"a-1_b\""),
                    List.of("null", "\"PENDING\"", "\"\"", "1")),
                Field.of("limit", List.of("", "", ""), List.of("1")),
                Field.of(
                    "name",
                    List.of("", "\"Q1\"", "\"\\u00fc\""),
                    List.of("null", "\"\"", "\"\\u0000\"", "{}")),
                Field.of(
                    "formats",
                    List.of("", "[\"csv\"]", "[\"html\", \"xlsx\"]"),
                    List.of("[]", "null", "\"csv\"", "[\"pdf\"]", "[\"csv\", \"csv\"]")),
                Field.of("extra", List.of("", "", ""), List.of("null"))))
        .as(fields -> fields);
  }

  @Provide
  Arbitrary<String> documents() {
    return Arbitraries.lazyOf(
        () -> Arbitraries.of("null", "true", "0", "-1.5e3", "\"\"", "{}", "[]"),
        () -> Arbitraries.strings().alpha().ofMaxLength(10).map(text -> "\"" + text + "\""),
        () -> documents().list().ofMaxSize(2).map(list -> "[" + String.join(",", list) + "]"),
        () -> documents().map(value -> "{\"client_id\": " + value + "}"));
  }

  private static String joined(List<Field> fields) {
    return fields.stream()
        .map(Field::json)
        .filter(json -> !json.isEmpty())
        .collect(Collectors.joining(", "));
  }

  @Property
  void neverRepeatsAValueOfTheRequest(@ForAll("secret") String secret) {
    String text =
        """
        {"filter": {"client_id": "%1$s", "start_date": "%1$s", "status": "%1$s!"},
         "name": ["%1$s"], "formats": "%1$s"}"""
            .formatted(secret);
    assertThat(parser.parse(text).toString()).doesNotContain(secret);
    assertThat(ofWorker.parse(text).toString()).doesNotContain(secret);
  }

  @Provide
  Arbitrary<String> secret() {
    return Arbitraries.strings().alpha().ofLength(24);
  }

  private ReportRequest valid(String text) {
    return ((ParsedRequest.Valid) parser.parse(text)).request();
  }
}
