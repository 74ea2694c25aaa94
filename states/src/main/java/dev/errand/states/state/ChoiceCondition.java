package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.jsonpath.Expression;
import dev.errand.states.jsonpath.JsonPathExpression;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.StatesError;
import java.util.List;
import java.util.stream.Stream;

/** The condition of a rule of a Choice state. */
public sealed interface ChoiceCondition {

  boolean holds(EvaluationScope scope);

  /** The variables that it reads. */
  Stream<String> variables();

  /** All of them hold. */
  record And(List<ChoiceCondition> conditions) implements ChoiceCondition {
    @Override
    public boolean holds(EvaluationScope scope) {
      return conditions.stream().allMatch(condition -> condition.holds(scope));
    }

    @Override
    public Stream<String> variables() {
      return conditions.stream().flatMap(ChoiceCondition::variables);
    }
  }

  /** One of them holds. */
  record Or(List<ChoiceCondition> conditions) implements ChoiceCondition {
    @Override
    public boolean holds(EvaluationScope scope) {
      return conditions.stream().anyMatch(condition -> condition.holds(scope));
    }

    @Override
    public Stream<String> variables() {
      return conditions.stream().flatMap(ChoiceCondition::variables);
    }
  }

  /** It does not hold. */
  record Not(ChoiceCondition condition) implements ChoiceCondition {
    @Override
    public boolean holds(EvaluationScope scope) {
      return !condition.holds(scope);
    }

    @Override
    public Stream<String> variables() {
      return condition.variables();
    }
  }

  /** A value against another, which is written out or found by a path. */
  record Comparison(JsonPathExpression variable, ComparisonOperator operator, Expression other)
      implements ChoiceCondition {
    @Override
    public boolean holds(EvaluationScope scope) {
      return operator.holds(value(variable, scope), value(other, scope));
    }

    @Override
    public Stream<String> variables() {
      return Stream.concat(variable.variables(), other.variables());
    }
  }

  /** What kind of value a path leads to. */
  record Kind(JsonPathExpression variable, ValueKind kind, boolean expected)
      implements ChoiceCondition {
    @Override
    public boolean holds(EvaluationScope scope) {
      return kind.matches(value(variable, scope)) == expected;
    }

    @Override
    public Stream<String> variables() {
      return variable.variables();
    }
  }

  /** Whether a path leads anywhere. */
  record Present(JsonPathExpression variable, boolean expected) implements ChoiceCondition {
    @Override
    public boolean holds(EvaluationScope scope) {
      return variable.find(scope).isPresent() == expected;
    }

    @Override
    public Stream<String> variables() {
      return variable.variables();
    }
  }

  /** A JSONata expression that is true. */
  record Query(FieldValue value) implements ChoiceCondition {
    @Override
    public boolean holds(EvaluationScope scope) {
      return value.evaluate(scope, "boolean").booleanValue();
    }

    @Override
    public Stream<String> variables() {
      return value.variables();
    }
  }

  private static JsonNode value(Expression expression, EvaluationScope scope) {
    if (expression instanceof JsonPathExpression path) {
      return path.find(scope)
          .orElseThrow(
              () ->
                  StatesError.runtime(
                      "Invalid path '%s': The choice state's condition path references an invalid value."
                          .formatted(path)));
    }
    return expression.evaluate(scope, "");
  }
}
