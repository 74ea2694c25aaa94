package dev.errand.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * What a valid request is read as. Which requests are valid is a test of the type compiler, which
 * has the type {@code records}.
 */
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
}
