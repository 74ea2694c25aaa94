package dev.errand.local.records;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Reports the progress of filling the database. */
final class FillingProgress {

  /** About ten seconds' work. */
  private static final long PART = 100_000;

  private final Consumer<String> statusLines;
  private final long total;
  private long done;

  FillingProgress(int perClient, Consumer<String> statusLines) {
    this.statusLines = statusLines;
    this.total =
        Arrays.stream(SampleClient.values()).mapToLong(client -> client.records(perClient)).sum();
    if (total >= PART) {
      statusLines.accept(
          String.format(
              Locale.ROOT, "Making %,d sample records. They are kept for the next start.", total));
    }
  }

  void added(long records) {
    long before = done / PART;
    done += records;
    if (done / PART > before) {
      statusLines.accept(String.format(Locale.ROOT, "  %,d of %,d records made", done, total));
    }
  }
}
