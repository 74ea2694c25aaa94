package dev.errand.worker.artifact;

import dev.errand.worker.tally.CurrencyTotals;
import dev.errand.worker.tally.RecordsTotals;
import java.util.Comparator;
import java.util.List;

/** The currencies of a report in descending order of their number of records. */
final class CurrencyRanking {

  /** A currency and its totals. */
  record Entry(String currency, CurrencyTotals totals) {}

  private final List<Entry> entries;

  CurrencyRanking(RecordsTotals totals) {
    entries =
        totals.currencies().entrySet().stream()
            .map(entry -> new Entry(entry.getKey(), entry.getValue()))
            .sorted(
                Comparator.comparing((Entry entry) -> entry.totals().all().count())
                    .reversed()
                    .thenComparing(Entry::currency))
            .toList();
  }

  List<Entry> all() {
    return entries;
  }

  List<Entry> top(int count) {
    return entries.subList(0, Math.min(count, entries.size()));
  }

  int size() {
    return entries.size();
  }
}
