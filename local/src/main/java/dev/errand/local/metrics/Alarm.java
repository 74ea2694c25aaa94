package dev.errand.local.metrics;

import java.time.Duration;
import java.util.List;

/**
 * An alarm of the template.
 *
 * @param series the metrics that it reads; all have the same period
 * @param expression over the ids of the series
 * @param evaluationPeriods how many of the latest periods are looked at
 * @param datapointsToAlarm how many of them have to breach the threshold
 */
public record Alarm(
    String name,
    String arn,
    String description,
    List<Series> series,
    MetricExpression expression,
    Comparison comparison,
    double threshold,
    int evaluationPeriods,
    int datapointsToAlarm,
    MissingData missingData) {

  public Alarm {
    series = List.copyOf(series);
  }

  /** One metric, by the period. */
  public record Series(String id, Metric metric, Statistic statistic, Duration period) {}

  /** How a value breaches the threshold. */
  public enum Comparison {
    GREATER_THAN_THRESHOLD("GreaterThanThreshold"),
    GREATER_THAN_OR_EQUAL_TO_THRESHOLD("GreaterThanOrEqualToThreshold"),
    LESS_THAN_THRESHOLD("LessThanThreshold"),
    LESS_THAN_OR_EQUAL_TO_THRESHOLD("LessThanOrEqualToThreshold");

    private final String word;

    Comparison(String word) {
      this.word = word;
    }

    /** The word in a template. */
    public String word() {
      return word;
    }

    boolean breaches(double value, double threshold) {
      return switch (this) {
        case GREATER_THAN_THRESHOLD -> value > threshold;
        case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
        case LESS_THAN_THRESHOLD -> value < threshold;
        case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
      };
    }
  }

  /** What a period without a value counts as. */
  public enum MissingData {
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching"),
    MISSING("missing");

    private final String word;

    MissingData(String word) {
      this.word = word;
    }

    /** The word in a template. */
    public String word() {
      return word;
    }
  }

  /** The states of an alarm. */
  public enum State {
    OK,
    ALARM,
    INSUFFICIENT_DATA
  }

  /** The period of its series. */
  Duration period() {
    return series.get(0).period();
  }
}
