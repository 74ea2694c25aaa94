package dev.errand.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class RecordsRequestParserTest {

  private static final String CLIENT = "1266cd5a-1dfa-44f2-83ca-534c30b38555";

  private final RecordsRequestParser parser = new RecordsRequestParser();

  @Test
  void readsARequestWithAllFields() {
    assertThat(
            parser.parse(
                """
                {"filter": {"client_id": "%s", "start_date": "2021-01-01",
                 "end_date": "2021-12-31", "status": "pending"}}"""
                    .formatted(CLIENT)))
        .isEqualTo(
            new ParsedRecordsRequest.Valid(
                new RecordsRequest(
                    new Filter(
                        UUID.fromString(CLIENT),
                        LocalDate.of(2021, 1, 1),
                        LocalDate.of(2021, 12, 31),
                        Optional.of("pending")),
                    Optional.empty(),
                    Set.copyOf(EnumSet.allOf(Format.class)))));
  }

  @Test
  void readsNameAndFormatsAndTakesAMissingStatusAsAll() {
    ParsedRecordsRequest.Valid valid =
        (ParsedRecordsRequest.Valid)
            parser.parse(
                """
                {"name": "Q1 für 株式会社", "formats": ["csv"], "filter": {"client_id": "%s",
                 "start_date": "2021-01-01", "end_date": "2021-01-01"}}"""
                    .formatted(CLIENT));

    assertThat(valid.request().name()).contains("Q1 für 株式会社");
    assertThat(valid.request().formats()).containsExactly(Format.CSV);
    assertThat(valid.request().filter().status()).isEmpty();
  }

  /** The type compiler's test of the type {@code records} reads the same cases. */
  @ParameterizedTest
  @CsvFileSource(
      files = "src/test/resources/requests.csv",
      delimiter = '|',
      quoteCharacter = '`',
      numLinesToSkip = 1)
  void takesWhatTheTypeRecordsTakes(String request, String outcome, String details) {
    ParsedRecordsRequest parsed = parser.parse(request);

    assertThat(parsed.getClass().getSimpleName()).isEqualToIgnoringCase(outcome);
    if (parsed instanceof ParsedRecordsRequest.Malformed malformed) {
      assertThat("%d:%d %s".formatted(malformed.line(), malformed.column(), malformed.detail()))
          .contains(details);
    } else if (parsed instanceof ParsedRecordsRequest.Invalid invalid) {
      assertThat(details(invalid.violations(), details.contains(": "))).isEqualTo(details);
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
}
