package dev.errand.local.metrics;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;

/**
 * An expression over metrics: numbers, ids, arithmetic, comparisons, {@code IF}, {@code FILL}, and
 * {@code SUM}, {@code AVG}, {@code MIN} and {@code MAX} of {@code METRICS()}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html">Using
 *     math expressions</a>
 */
public sealed interface MetricExpression {

  /**
   * The value of one period.
   *
   * @param values by the ids of the metrics; a metric without a value in the period is absent
   * @return nothing if a metric that it needs has no value
   */
  OptionalDouble evaluate(Map<String, Double> values);

  /**
   * Reads an expression.
   *
   * @throws IllegalArgumentException with what the stage does not understand in it
   */
  static MetricExpression parse(String text) {
    return new MetricExpressionParser(text).parse();
  }

  /** A number. */
  record Scalar(double value) implements MetricExpression {
    @Override
    public OptionalDouble evaluate(Map<String, Double> values) {
      return OptionalDouble.of(value);
    }
  }

  /** A metric by its id. */
  record Id(String id) implements MetricExpression {
    @Override
    public OptionalDouble evaluate(Map<String, Double> values) {
      Double value = values.get(id);
      return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
    }
  }

  /** An operator between two expressions; a comparison gives 1 or 0. */
  record Binary(MetricExpression left, DoubleBinaryOperator operator, MetricExpression right)
      implements MetricExpression {
    @Override
    public OptionalDouble evaluate(Map<String, Double> values) {
      OptionalDouble a = left.evaluate(values);
      OptionalDouble b = right.evaluate(values);
      if (a.isEmpty() || b.isEmpty()) {
        return OptionalDouble.empty();
      }
      double result = operator.applyAsDouble(a.getAsDouble(), b.getAsDouble());
      return Double.isFinite(result) ? OptionalDouble.of(result) : OptionalDouble.empty();
    }
  }

  /** {@code IF}: one of two expressions, by whether the condition is other than 0. */
  record If(MetricExpression condition, MetricExpression then, MetricExpression otherwise)
      implements MetricExpression {
    @Override
    public OptionalDouble evaluate(Map<String, Double> values) {
      OptionalDouble holds = condition.evaluate(values);
      if (holds.isEmpty()) {
        return OptionalDouble.empty();
      }
      return (holds.getAsDouble() == 0 ? otherwise : then).evaluate(values);
    }
  }

  /** {@code FILL}: a value where there is none. */
  record Fill(MetricExpression metric, MetricExpression filling) implements MetricExpression {
    @Override
    public OptionalDouble evaluate(Map<String, Double> values) {
      OptionalDouble value = metric.evaluate(values);
      return value.isPresent() ? value : filling.evaluate(values);
    }
  }

  /** One value out of all metrics that have one. */
  record OfMetrics(Statistic statistic) implements MetricExpression {
    @Override
    public OptionalDouble evaluate(Map<String, Double> values) {
      return values.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(
              statistic.of(
                  values.values().stream().mapToDouble(Double::doubleValue).summaryStatistics()));
    }
  }

  /** The ids that it reads. */
  default List<String> ids() {
    if (this instanceof Id metric) {
      return List.of(metric.id());
    }
    List<MetricExpression> parts =
        this instanceof Binary binary
            ? List.of(binary.left(), binary.right())
            : this instanceof If choice
                ? List.of(choice.condition(), choice.then(), choice.otherwise())
                : this instanceof Fill fill ? List.of(fill.metric(), fill.filling()) : List.of();
    return parts.stream().flatMap(part -> part.ids().stream()).distinct().toList();
  }
}
