package dev.errand.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.intrinsic.FunctionArguments;
import dev.errand.states.intrinsic.IntrinsicFunction;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.StatesError;
import java.util.List;
import java.util.stream.Stream;

/** The value of a field whose name ends in {@code .$}: a path or an intrinsic function. */
public sealed interface Expression
    permits JsonPathExpression, Expression.Literal, Expression.FunctionCall {

  /**
   * Its value.
   *
   * @param field its location
   * @throws StatesError {@code States.Runtime} or {@code States.IntrinsicFailure}
   */
  JsonNode evaluate(EvaluationScope scope, String field);

  /** The variables that it reads. */
  Stream<String> variables();

  /**
   * Reads a field's text.
   *
   * @throws IllegalArgumentException if it is neither a path nor an intrinsic function
   */
  static Expression parse(String text) {
    return text.startsWith("States.")
        ? new ExpressionParser(text).parse()
        : JsonPathExpression.of(text);
  }

  /** An argument that is written out. */
  record Literal(JsonNode value) implements Expression {
    @Override
    public JsonNode evaluate(EvaluationScope scope, String field) {
      return value;
    }

    @Override
    public Stream<String> variables() {
      return Stream.empty();
    }
  }

  /** An intrinsic function with its arguments. */
  record FunctionCall(IntrinsicFunction function, List<Expression> arguments, String text)
      implements Expression {

    @Override
    public JsonNode evaluate(EvaluationScope scope, String field) {
      List<JsonNode> values = arguments.stream().map(argument -> value(argument, scope)).toList();
      try {
        return function.body().apply(new FunctionArguments(function.name(), values));
      } catch (StatesError e) {
        throw new StatesError(e.error(), e.cause().map(this::had));
      }
    }

    private JsonNode value(Expression argument, EvaluationScope scope) {
      if (argument instanceof JsonPathExpression path) {
        return path.find(scope)
            .orElseThrow(
                () ->
                    StatesError.runtime(
                        had(
                            "The JsonPath argument for the field '%s' could not be found in the input '%s'"
                                .formatted(path, path.excerpt(scope)))));
      }
      return argument.evaluate(scope, text);
    }

    private String had(String error) {
      return error.startsWith("The function '")
          ? error
          : "The function '%s' had the following error: %s".formatted(text, error);
    }

    @Override
    public Stream<String> variables() {
      return arguments.stream().flatMap(Expression::variables);
    }
  }
}
