package dev.errand.dynamodb.operation;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.request.Input;
import java.util.List;

/** Parameters with expressions and the older ones without, which cannot be mixed. */
final class ExpressionParameters {

  private ExpressionParameters() {}

  /**
   * Checks that a request has one kind only, and names and values only with expressions.
   *
   * @param expressions the parameters that are expressions; only a projection takes no values
   * @param others the older parameters that do the same
   */
  static void check(Input input, List<String> expressions, List<String> others) {
    List<String> used = expressions.stream().filter(input::has).toList();
    List<String> olderUsed = others.stream().filter(input::has).toList();
    if (!used.isEmpty() && !olderUsed.isEmpty()) {
      throw DynamoDbException.validation(
          "Can not use both expression and non-expression parameters in the same request:"
              + " Non-expression parameters: {%s} Expression parameters: {%s}"
                  .formatted(String.join(", ", olderUsed), String.join(", ", used)));
    }
    if (input.has("ExpressionAttributeNames") && used.isEmpty()) {
      throw DynamoDbException.validation(
          "ExpressionAttributeNames can only be specified when using expressions");
    }
    List<String> withValues =
        expressions.stream().filter(name -> !name.equals("ProjectionExpression")).toList();
    if (input.has("ExpressionAttributeValues") && withValues.stream().noneMatch(input::has)) {
      throw DynamoDbException.validation(
          "ExpressionAttributeValues can only be specified when using expressions: %s %s null"
              .formatted(String.join(" and ", withValues), withValues.size() > 1 ? "are" : "is"));
    }
  }
}
