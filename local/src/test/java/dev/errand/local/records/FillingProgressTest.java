package dev.errand.local.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FillingProgressTest {

  private final List<String> lines = new ArrayList<>();

  @Test
  void writesALineAtTheBeginningOfALongFillingAndAfterEachHundredThousandRecords() {
    FillingProgress progress = new FillingProgress(300_000, lines::add);
    for (int added = 0; added < 630_000; added += 5_000) {
      progress.added(5_000);
    }

    assertThat(lines)
        .hasSize(7)
        .startsWith(
            "Making 630,000 sample records. They are kept for the next start.",
            "  100,000 of 630,000 records made")
        .endsWith("  600,000 of 630,000 records made");
  }

  @Test
  void writesNoLineForAShortFilling() {
    FillingProgress progress = new FillingProgress(10_000, lines::add);
    progress.added(21_000);

    assertThat(lines).isEmpty();
  }
}
