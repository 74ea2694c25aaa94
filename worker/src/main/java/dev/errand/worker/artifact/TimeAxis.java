package dev.errand.worker.artifact;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Splits the months of the records into equal spans. The number of spans is limited to the number
 * of bars that fit into a chart.
 */
record TimeAxis(int first, int last, int monthsInSpan) {

  private static final int MAX_SPANS = 130;
  private static final int[] MONTHS_IN_SPAN = {1, 12, 120, 1200, 12_000};

  /** Creates the axis for month numbers of the tally, at least one. */
  static TimeAxis of(Collection<Integer> months) {
    int first = months.stream().mapToInt(Integer::intValue).min().orElseThrow();
    int last = months.stream().mapToInt(Integer::intValue).max().orElseThrow();
    int span =
        IntStream.of(MONTHS_IN_SPAN)
            .filter(length -> last / length - first / length < MAX_SPANS)
            .findFirst()
            .orElseThrow();
    return new TimeAxis(first, last, span);
  }

  List<Integer> spans() {
    return IntStream.rangeClosed(first / monthsInSpan, last / monthsInSpan).boxed().toList();
  }

  /** The index of the span of a month. */
  int indexOf(int month) {
    return month / monthsInSpan - first / monthsInSpan;
  }

  String label(int span) {
    YearMonth month = Months.of(span * monthsInSpan);
    return monthsInSpan == 1
        ? DisplayText.month(month)
        : monthsInSpan == 12 ? String.valueOf(month.getYear()) : month.getYear() + "s";
  }

  /** The name of a span, for example {@code month}. */
  String unit() {
    return switch (monthsInSpan) {
      case 1 -> "month";
      case 12 -> "year";
      case 120 -> "decade";
      default -> "period";
    };
  }
}
