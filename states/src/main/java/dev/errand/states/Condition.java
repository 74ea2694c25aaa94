package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** What a Choice state's rule asks. */
sealed interface Condition {

  boolean holds(Scope scope);

  /** The variables that it reads. */
  Stream<String> variables();

  /** All of them hold. */
  record And(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().allMatch(condition -> condition.holds(scope));
    }

    @Override
    public Stream<String> variables() {
      return conditions.stream().flatMap(Condition::variables);
    }
  }

  /** One of them holds. */
  record Or(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().anyMatch(condition -> condition.holds(scope));
    }

    @Override
    public Stream<String> variables() {
      return conditions.stream().flatMap(Condition::variables);
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return !condition.holds(scope);
    }

    @Override
    public Stream<String> variables() {
      return condition.variables();
    }
  }

  /** A value against another, which is written out or found by a path. */
  record Comparison(Path variable, Comparator comparator, Expression other) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return comparator.holds(value(variable, scope), value(other, scope));
    }

    @Override
    public Stream<String> variables() {
      return Stream.concat(variable.variables(), other.variables());
    }
  }

  /** What kind of value a path leads to. */
  record Kind(Path variable, ValueKind kind, boolean expected) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return kind.matches(value(variable, scope)) == expected;
    }

    @Override
    public Stream<String> variables() {
      return variable.variables();
    }
  }

  /** Whether a path leads anywhere. */
  record Present(Path variable, boolean expected) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return variable.find(scope).isPresent() == expected;
    }

    @Override
    public Stream<String> variables() {
      return variable.variables();
    }
  }

  /** What a JSONata expression says. */
  record Query(Quantity value) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return value.evaluate(scope, "boolean").booleanValue();
    }

    @Override
    public Stream<String> variables() {
      return value.variables();
    }
  }

  private static JsonNode value(Expression expression, Scope scope) {
    if (expression instanceof Path path) {
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
