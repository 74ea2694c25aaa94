package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;

/** What stands in a field whose name ends in {@code .$}: a path or an intrinsic function. */
sealed interface Expression permits Path, Expression.Literal, Expression.FunctionCall {

  /**
   * Its value.
   *
   * @throws StatesError {@code States.ParameterPathFailure} or {@code States.IntrinsicFailure}
   */
  JsonNode evaluate(Scope scope);

  /** Every path in it. */
  default Stream<Path> paths() {
    return this instanceof Path path ? Stream.of(path) : Stream.empty();
  }

  /**
   * Reads a field's text.
   *
   * @throws IllegalArgumentException if it is neither a path nor an intrinsic function
   */
  static Expression parse(String text) {
    return text.startsWith("States.") ? new ExpressionParser(text).parse() : Path.of(text);
  }

  /** An argument that is written out. */
  record Literal(JsonNode value) implements Expression {
    @Override
    public JsonNode evaluate(Scope scope) {
      return value;
    }
  }

  /** An intrinsic function with its arguments. */
  record FunctionCall(Intrinsic function, List<Expression> arguments) implements Expression {

    @Override
    public JsonNode evaluate(Scope scope) {
      Arguments values =
          new Arguments(function.name(), arguments.stream().map(a -> a.evaluate(scope)).toList());
      return function.body().apply(values);
    }

    @Override
    public Stream<Path> paths() {
      return arguments.stream().flatMap(Expression::paths);
    }
  }
}
