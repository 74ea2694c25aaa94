package dev.errand.local.metrics;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The values of metrics, summed up by the minute. A day's values are kept, in memory. */
public final class MetricStore {

  private static final Duration KEPT = Duration.ofDays(1);

  private final Map<Metric, NavigableMap<Instant, DoubleSummaryStatistics>> minutes =
      new HashMap<>();

  /** Adds a value to its minute. */
  public synchronized void add(Metric metric, double value, Instant time) {
    Instant minute = time.truncatedTo(ChronoUnit.MINUTES);
    NavigableMap<Instant, DoubleSummaryStatistics> values =
        minutes.computeIfAbsent(metric, absent -> new TreeMap<>());
    values.computeIfAbsent(minute, absent -> new DoubleSummaryStatistics()).accept(value);
    values.headMap(values.lastKey().minus(KEPT)).clear();
  }

  /**
   * A statistic of the values from a time to another.
   *
   * @param begin a whole minute, included
   * @param end a whole minute, excluded
   * @return nothing if there is no value
   */
  synchronized OptionalDouble statistic(
      Metric metric, Statistic statistic, Instant begin, Instant end) {
    DoubleSummaryStatistics all = new DoubleSummaryStatistics();
    minutes.getOrDefault(metric, new TreeMap<>()).subMap(begin, end).values().forEach(all::combine);
    return all.getCount() == 0 ? OptionalDouble.empty() : OptionalDouble.of(statistic.of(all));
  }
}
