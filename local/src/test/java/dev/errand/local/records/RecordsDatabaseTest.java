package dev.errand.local.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.errand.local.records.RecordsQuery.RecordsFilter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stage finds that was killed while it filled its database, or at any time later. */
class RecordsDatabaseTest {

  private static final int RECORDS = 50;
  private static final RecordsFilter ALL =
      new RecordsFilter(
          SampleClient.A.id(), LocalDate.EPOCH, LocalDate.of(2100, 1, 1), Optional.empty());

  @TempDir private Path folder;

  @Test
  void isNotWrittenOnceItIsFilled() throws Exception {
    assertThat(total(RECORDS)).isEqualTo(RECORDS);
    byte[] filled = Files.readAllBytes(folder.resolve("records.mv.db"));

    assertThat(total(RECORDS)).isEqualTo(RECORDS);

    assertThat(folder.resolve("records.mv.db")).hasBinaryContent(filled);
    assertThat(folder).isDirectoryNotContaining("glob:**filling*");
  }

  @Test
  void isFilledFromTheBeginningAfterAKillMeanwhile() throws Exception {
    Files.writeString(folder.resolve("filling.mv.db"), "half of it");

    assertThat(total(RECORDS)).isEqualTo(RECORDS);
  }

  @Test
  void isMadeAgainIfItCannotBeRead() throws Exception {
    total(RECORDS);
    byte[] filled = Files.readAllBytes(folder.resolve("records.mv.db"));
    Files.write(folder.resolve("records.mv.db"), Arrays.copyOf(filled, 8192));

    assertThat(total(RECORDS)).isEqualTo(RECORDS);
  }

  @Test
  void isMadeAgainForAnotherNumberOfRecords() throws Exception {
    total(RECORDS);

    assertThat(total(2 * RECORDS)).isEqualTo(2 * RECORDS);
  }

  private long total(int perClient) throws Exception {
    try (RecordsDatabase database = RecordsDatabase.open(folder, perClient, line -> {})) {
      return database.total(ALL);
    }
  }
}
