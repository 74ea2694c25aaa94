package dev.errand.states;

import java.util.List;
import java.util.stream.Stream;

/** What a Choice state's rule asks. */
sealed interface Condition {

  boolean holds(Scope scope);

  /** Every path in it. */
  Stream<Path> paths();

  /** All of them hold. */
  record And(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().allMatch(condition -> condition.holds(scope));
    }

    @Override
    public Stream<Path> paths() {
      return conditions.stream().flatMap(Condition::paths);
    }
  }

  /** One of them holds. */
  record Or(List<Condition> conditions) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().anyMatch(condition -> condition.holds(scope));
    }

    @Override
    public Stream<Path> paths() {
      return conditions.stream().flatMap(Condition::paths);
    }
  }

  /** It does not hold. */
  record Not(Condition condition) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return !condition.holds(scope);
    }

    @Override
    public Stream<Path> paths() {
      return condition.paths();
    }
  }

  /** A value against another, which is written out or found by a path. */
  record Comparison(Path variable, Comparator comparator, Expression other) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return comparator.holds(value(variable, scope), value(other, scope));
    }

    @Override
    public Stream<Path> paths() {
      return Stream.concat(Stream.of(variable), other.paths());
    }
  }

  /** What kind of value a path leads to. */
  record Kind(Path variable, ValueKind kind, boolean expected) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return kind.matches(value(variable, scope)) == expected;
    }

    @Override
    public Stream<Path> paths() {
      return Stream.of(variable);
    }
  }

  /** Whether a path leads anywhere. */
  record Present(Path variable, boolean expected) implements Condition {
    @Override
    public boolean holds(Scope scope) {
      return variable.find(scope).isPresent() == expected;
    }

    @Override
    public Stream<Path> paths() {
      return Stream.of(variable);
    }
  }

  private static com.fasterxml.jackson.databind.JsonNode value(Expression expression, Scope scope) {
    if (expression instanceof Path path) {
      return path.find(scope)
          .orElseThrow(
              () ->
                  StatesError.runtime(
                      "Invalid path '%s': The choice state's condition path references an invalid value."
                          .formatted(path)));
    }
    return expression.evaluate(scope);
  }
}
