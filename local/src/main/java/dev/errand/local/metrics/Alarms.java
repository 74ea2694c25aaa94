package dev.errand.local.metrics;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Evaluates alarms. The latest period ends with the current minute; a period without a value that
 * began before the stage is unknown, and missing data is not applied to it.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html">Using
 *     Amazon CloudWatch alarms</a>
 */
public final class Alarms {

  private final List<Alarm> all;
  private final MetricStore metrics;
  private final Clock clock;
  private final Instant start;

  /** Alarms of metrics that are collected from now on. */
  public Alarms(List<Alarm> all, MetricStore metrics, Clock clock) {
    this.all = List.copyOf(all);
    this.metrics = metrics;
    this.clock = clock;
    this.start = clock.instant();
  }

  List<Alarm> all() {
    return all;
  }

  /** The state of an alarm now. */
  public Alarm.State state(Alarm alarm) {
    Instant end = clock.instant().truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    int breaching = 0;
    int unknown = 0;
    for (int i = 0; i < alarm.evaluationPeriods(); i++) {
      Instant begin = end.minus(alarm.period());
      OptionalDouble value = value(alarm, begin, end);
      if (value.isPresent()) {
        breaching += alarm.comparison().breaches(value.getAsDouble(), alarm.threshold()) ? 1 : 0;
      } else if (begin.isBefore(start) || alarm.missingData() == Alarm.MissingData.MISSING) {
        unknown += alarm.missingData() == Alarm.MissingData.NOT_BREACHING ? 0 : 1;
      } else {
        breaching += alarm.missingData() == Alarm.MissingData.BREACHING ? 1 : 0;
      }
      end = begin;
    }
    if (breaching >= alarm.datapointsToAlarm()) {
      return Alarm.State.ALARM;
    }
    return breaching + unknown >= alarm.datapointsToAlarm()
        ? Alarm.State.INSUFFICIENT_DATA
        : Alarm.State.OK;
  }

  private OptionalDouble value(Alarm alarm, Instant begin, Instant end) {
    Map<String, Double> values = new HashMap<>();
    for (Alarm.Series series : alarm.series()) {
      metrics
          .statistic(series.metric(), series.statistic(), begin, end)
          .ifPresent(value -> values.put(series.id(), value));
    }
    return alarm.expression().evaluate(values);
  }
}
