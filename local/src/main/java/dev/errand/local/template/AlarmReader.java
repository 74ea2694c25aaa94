package dev.errand.local.template;

import dev.errand.local.metrics.Alarm;
import dev.errand.local.metrics.Metric;
import dev.errand.local.metrics.MetricExpression;
import dev.errand.local.metrics.Statistic;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads alarms on one metric, and alarms on an expression over several. */
final class AlarmReader {

  private static final String ONLY_METRIC = "metric";

  private final PhysicalNames names;

  AlarmReader(PhysicalNames names) {
    this.names = names;
  }

  Alarm read(Resource resource) {
    Section properties =
        resource
            .properties()
            .only(
                Set.of(
                    "ActionsEnabled",
                    "AlarmActions",
                    "AlarmDescription",
                    "AlarmName",
                    "ComparisonOperator",
                    "DatapointsToAlarm",
                    "Dimensions",
                    "EvaluationPeriods",
                    "InsufficientDataActions",
                    "MetricName",
                    "Metrics",
                    "Namespace",
                    "OKActions",
                    "Period",
                    "Statistic",
                    "Tags",
                    "Threshold",
                    "TreatMissingData"));
    List<Alarm.Series> series =
        properties.has("Metrics") ? ofMetrics(properties) : List.of(ofMetric(properties));
    int periods = whole(properties, "EvaluationPeriods");
    return new Alarm(
        names.name(resource),
        names.arn(resource),
        properties.optionalText("AlarmDescription").orElse(""),
        series,
        expression(properties, series),
        word(properties, "ComparisonOperator", Alarm.Comparison.values(), Alarm.Comparison::word),
        number(properties, "Threshold"),
        periods,
        properties.optionalInt("DatapointsToAlarm").orElse(periods),
        properties.has("TreatMissingData")
            ? word(
                properties, "TreatMissingData", Alarm.MissingData.values(), Alarm.MissingData::word)
            : Alarm.MissingData.MISSING);
  }

  private static Alarm.Series ofMetric(Section properties) {
    return new Alarm.Series(
        ONLY_METRIC, metric(properties), statistic(properties, "Statistic"), period(properties));
  }

  private static List<Alarm.Series> ofMetrics(Section properties) {
    List<Alarm.Series> series =
        properties.sections("Metrics").stream()
            .map(
                query ->
                    query.only(Set.of("Expression", "Id", "Label", "MetricStat", "ReturnData")))
            .filter(query -> query.has("MetricStat"))
            .map(AlarmReader::ofQuery)
            .toList();
    if (series.isEmpty()) {
      throw properties.refusal("Metrics", "must have a MetricStat");
    }
    if (series.stream().map(Alarm.Series::period).distinct().count() > 1) {
      throw properties.refusal(
          "Metrics", "must have one period, as far as the stage understands alarms");
    }
    return series;
  }

  private static Alarm.Series ofQuery(Section query) {
    if (!query.optionalText("ReturnData").orElse("true").equals("false")) {
      throw query.refusal("ReturnData", "must be false beside an expression");
    }
    Section stat = query.section("MetricStat").only(Set.of("Metric", "Period", "Stat", "Unit"));
    return new Alarm.Series(
        query.text("Id"), metric(stat.section("Metric")), statistic(stat, "Stat"), period(stat));
  }

  private static MetricExpression expression(Section properties, List<Alarm.Series> series) {
    if (!properties.has("Metrics")) {
      return new MetricExpression.Id(ONLY_METRIC);
    }
    List<Section> expressions =
        properties.sections("Metrics").stream().filter(query -> query.has("Expression")).toList();
    if (expressions.size() != 1) {
      throw properties.refusal(
          "Metrics", "must have one expression, as far as the stage understands alarms");
    }
    Section query = expressions.get(0);
    MetricExpression expression;
    try {
      expression = MetricExpression.parse(query.text("Expression"));
    } catch (IllegalArgumentException e) {
      throw query.refusal("Expression", "is not understood: " + e.getMessage());
    }
    List<String> known = series.stream().map(Alarm.Series::id).toList();
    if (!known.containsAll(expression.ids())) {
      throw query.refusal(
          "Expression", "names %s; the metrics are %s".formatted(expression.ids(), known));
    }
    return expression;
  }

  private static Metric metric(Section metric) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    metric
        .sections("Dimensions")
        .forEach(dimension -> dimensions.put(dimension.text("Name"), dimension.text("Value")));
    return new Metric(metric.text("Namespace"), metric.text("MetricName"), dimensions);
  }

  private static Statistic statistic(Section section, String property) {
    return Statistic.named(section.text(property))
        .orElseThrow(
            () ->
                section.refusal(
                    property,
                    "is %s, which the stage does not know".formatted(section.text(property))));
  }

  private static Duration period(Section section) {
    int seconds = whole(section, "Period");
    if (seconds % 60 != 0) {
      throw section.refusal("Period", "must be whole minutes, as far as the stage understands it");
    }
    return Duration.ofSeconds(seconds);
  }

  private static int whole(Section section, String property) {
    return section
        .optionalInt(property)
        .filter(value -> value > 0)
        .orElseThrow(() -> section.refusal(property, "must be a whole number above 0"));
  }

  private static double number(Section section, String property) {
    try {
      return Double.parseDouble(section.text(property));
    } catch (NumberFormatException e) {
      throw section.refusal(property, "must be a number");
    }
  }

  private static <T> T word(
      Section section, String property, T[] values, Function<T, String> words) {
    String word = section.text(property);
    Optional<T> found =
        Arrays.stream(values).filter(value -> words.apply(value).equals(word)).findFirst();
    return found.orElseThrow(
        () -> section.refusal(property, "is %s, which the stage does not know".formatted(word)));
  }
}
