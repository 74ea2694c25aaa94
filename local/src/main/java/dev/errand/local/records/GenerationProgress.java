package dev.errand.local.records;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

/** Tells how far a long filling is. */
final class GenerationProgress {

  /** About ten seconds' work. */
  private static final long PART = 100_000;

  private final Consumer<String> news;
  private final long total;
  private long done;

  GenerationProgress(int perClient, Consumer<String> news) {
    this.news = news;
    this.total =
        Arrays.stream(SampleClient.values()).mapToLong(client -> client.records(perClient)).sum();
    if (total >= PART) {
      news.accept(
          String.format(
              Locale.ROOT, "Making %,d sample records. They are kept for the next start.", total));
    }
  }

  void added(long records) {
    long before = done / PART;
    done += records;
    if (done / PART > before) {
      news.accept(String.format(Locale.ROOT, "  %,d of %,d records made", done, total));
    }
  }
}
