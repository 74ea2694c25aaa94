package dev.errand.worker.artifact;

import dev.errand.worker.tally.UnitTotals;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/** The units of a measure in descending order of their number of records. */
final class UnitRanking {

  /** The number of units that have columns of their own. */
  static final int MAX_UNITS = 6;

  private UnitRanking() {}

  static List<Map.Entry<String, UnitTotals>> top(SortedMap<String, UnitTotals> units, int count) {
    return units.entrySet().stream()
        .sorted(
            Comparator.comparing((Map.Entry<String, UnitTotals> unit) -> unit.getValue().count())
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(count)
        .toList();
  }
}
