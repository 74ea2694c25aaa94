package dev.errand.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricExpressionTest {

  private static final Map<String, Double> VALUES = Map.of("a", 6.0, "b", 2.0);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a | 6",
        "1.5 | 1.5",
        "a + b * 2 | 10",
        "(a + b) * 2 | 16",
        "a - b - 1 | 3",
        "a / b / 3 | 1",
        "a >= 6 | 1",
        "a > 6 | 0",
        "b < a | 1",
        "a <= 5 | 0",
        "IF(a > b, 10, 20) | 10",
        "IF(a < b, 10, 20) | 20",
        "FILL(c, 7) | 7",
        "FILL(a, 7) | 6",
        "SUM(METRICS()) | 8",
        "AVG(METRICS()) | 4",
        "MIN(METRICS()) | 2",
        "MAX(METRICS()) / b | 3",
        "IF(a >= 3, 100 * a / (a + FILL(c, 0)), 0) | 100"
      })
  void hasTheValueThatMetricMathGives(String expression, double value) {
    assertThat(MetricExpression.parse(expression).evaluate(VALUES)).hasValue(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "a + c", "IF(c, 1, 2)", "a / (b - 2)"})
  void hasNoValueWhereAMetricHasNoneOrAQuotientIsInfinite(String expression) {
    assertThat(MetricExpression.parse(expression).evaluate(VALUES)).isEmpty();
  }

  @Test
  void hasNoSumOfNoMetrics() {
    assertThat(MetricExpression.parse("SUM(METRICS())").evaluate(Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a +",
        "a b",
        "(a",
        "IF(a, b)",
        "RATE(a)",
        "SUM(a)",
        "a % b",
        "FILL(a, b",
        "1."
      })
  void isRefusedWithThePlaceThatIsNotUnderstood(String expression) {
    assertThatThrownBy(() -> MetricExpression.parse(expression))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column");
  }

  @Test
  void namesTheMetricsThatItReads() {
    assertThat(MetricExpression.parse("IF(a >= 3, a / (b + FILL(c, 0)), 0)").ids())
        .containsExactly("a", "b", "c");
  }
}
