package dev.errand.local.metrics;

import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Optional;

/** How the values of a period become one. */
public enum Statistic {
  SAMPLE_COUNT("SampleCount"),
  SUM("Sum"),
  AVERAGE("Average"),
  MINIMUM("Minimum"),
  MAXIMUM("Maximum");

  private final String word;

  Statistic(String word) {
    this.word = word;
  }

  /** By the word in a template; nothing for a percentile or another statistic. */
  public static Optional<Statistic> named(String word) {
    return Arrays.stream(values()).filter(statistic -> statistic.word.equals(word)).findFirst();
  }

  double of(DoubleSummaryStatistics values) {
    return switch (this) {
      case SAMPLE_COUNT -> values.getCount();
      case SUM -> values.getSum();
      case AVERAGE -> values.getAverage();
      case MINIMUM -> values.getMin();
      case MAXIMUM -> values.getMax();
    };
  }
}
