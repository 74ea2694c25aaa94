package dev.errand.local.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads metric math by recursive descent: comparison, sum, product, then a single term. */
final class MetricExpressionParser {

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");

  private record Operator(String token, DoubleBinaryOperator apply) {}

  /** From the weakest; of two operators that begin alike, the longer comes first. */
  private static final List<List<Operator>> LEVELS =
      List.of(
          List.of(
              new Operator(">=", (a, b) -> a >= b ? 1 : 0),
              new Operator("<=", (a, b) -> a <= b ? 1 : 0),
              new Operator(">", (a, b) -> a > b ? 1 : 0),
              new Operator("<", (a, b) -> a < b ? 1 : 0)),
          List.of(new Operator("+", (a, b) -> a + b), new Operator("-", (a, b) -> a - b)),
          List.of(new Operator("*", (a, b) -> a * b), new Operator("/", (a, b) -> a / b)));

  private static final Map<String, Statistic> OF_METRICS =
      Map.of(
          "SUM", Statistic.SUM,
          "AVG", Statistic.AVERAGE,
          "MIN", Statistic.MINIMUM,
          "MAX", Statistic.MAXIMUM);

  private final String text;
  private int at;

  MetricExpressionParser(String text) {
    this.text = text;
  }

  MetricExpression parse() {
    MetricExpression expression = level(0);
    if (!rest().isEmpty()) {
      throw refusal("ends too late");
    }
    return expression;
  }

  private MetricExpression level(int level) {
    if (level == LEVELS.size()) {
      return term();
    }
    MetricExpression left = level(level + 1);
    for (Optional<DoubleBinaryOperator> operator = operator(level);
        operator.isPresent();
        operator = operator(level)) {
      left = new MetricExpression.Binary(left, operator.get(), level(level + 1));
    }
    return left;
  }

  private Optional<DoubleBinaryOperator> operator(int level) {
    return LEVELS.get(level).stream()
        .filter(operator -> takes(operator.token()))
        .map(Operator::apply)
        .findFirst();
  }

  private MetricExpression term() {
    if (takes("(")) {
      MetricExpression inner = level(0);
      expect(")");
      return inner;
    }
    Optional<String> number = match(NUMBER);
    if (number.isPresent()) {
      return new MetricExpression.Scalar(Double.parseDouble(number.get()));
    }
    String name = match(NAME).orElseThrow(() -> refusal("needs a number, a metric or a function"));
    return takes("(") ? function(name) : new MetricExpression.Id(name);
  }

  private MetricExpression function(String name) {
    if (OF_METRICS.containsKey(name)) {
      expect("METRICS");
      expect("(");
      expect(")");
      expect(")");
      return new MetricExpression.OfMetrics(OF_METRICS.get(name));
    }
    List<MetricExpression> arguments = new ArrayList<>();
    do {
      arguments.add(level(0));
    } while (takes(","));
    expect(")");
    if (name.equals("IF") && arguments.size() == 3) {
      return new MetricExpression.If(arguments.get(0), arguments.get(1), arguments.get(2));
    }
    if (name.equals("FILL") && arguments.size() == 2) {
      return new MetricExpression.Fill(arguments.get(0), arguments.get(1));
    }
    throw refusal("calls %s with %d arguments".formatted(name, arguments.size()));
  }

  private String rest() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.substring(at);
  }

  private boolean takes(String token) {
    boolean found = rest().startsWith(token);
    at += found ? token.length() : 0;
    return found;
  }

  private Optional<String> match(Pattern pattern) {
    Matcher matcher = pattern.matcher(rest());
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    at += matcher.end();
    return Optional.of(matcher.group());
  }

  private void expect(String token) {
    if (!takes(token)) {
      throw refusal("needs " + token);
    }
  }

  private IllegalArgumentException refusal(String why) {
    return new IllegalArgumentException(
        "%s %s at column %d, as far as the stage understands metric math"
            .formatted(text, why, at + 1));
  }
}
