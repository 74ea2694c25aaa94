package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.SyntaxNode.And;
import dev.errand.dynamodb.expression.SyntaxNode.Function;
import dev.errand.dynamodb.expression.SyntaxNode.Not;
import dev.errand.dynamodb.expression.SyntaxNode.Or;
import java.util.Map;

/** Rules that hold for a whole condition, checked before a name or value of it is looked up. */
final class ConditionChecks {

  /** Functions and how many operands they take. */
  static final Map<String, Integer> FUNCTIONS =
      Map.of(
          "attribute_exists", 1,
          "attribute_not_exists", 1,
          "attribute_type", 2,
          "begins_with", 2,
          "contains", 2,
          "size", 1);

  private ConditionChecks() {}

  static void check(SyntaxNode root) {
    unknownFunctions(root);
    misusedFunctions(root, true);
    ReservedWords.check(root);
  }

  private static void unknownFunctions(SyntaxNode node) {
    node.children().forEach(ConditionChecks::unknownFunctions);
    if (!(node instanceof Function function) || FUNCTIONS.containsKey(function.name())) {
      return;
    }
    if (UpdateExpression.FUNCTIONS.contains(function.name())) {
      throw DynamoDbException.validation(
          "The function is not allowed in a condition expression; function: " + function.name());
    }
    throw DynamoDbException.validation("Invalid function name; function: " + function.name());
  }

  /** Only {@code size} gives a value, and it alone is no condition. */
  private static void misusedFunctions(SyntaxNode node, boolean asCondition) {
    boolean conditionsBelow = node instanceof And || node instanceof Or || node instanceof Not;
    node.children().forEach(child -> misusedFunctions(child, conditionsBelow));
    if (node instanceof Function function && function.name().equals("size") == asCondition) {
      throw DynamoDbException.validation(
          "The function is not allowed to be used this way in an expression; function: "
              + function.name());
    }
  }
}
