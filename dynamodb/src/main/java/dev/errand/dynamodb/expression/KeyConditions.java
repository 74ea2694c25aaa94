package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.SyntaxNode.And;
import dev.errand.dynamodb.expression.SyntaxNode.Between;
import dev.errand.dynamodb.expression.SyntaxNode.Comparison;
import dev.errand.dynamodb.expression.SyntaxNode.Function;
import dev.errand.dynamodb.expression.SyntaxNode.In;
import dev.errand.dynamodb.expression.SyntaxNode.Not;
import dev.errand.dynamodb.expression.SyntaxNode.Or;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import dev.errand.dynamodb.expression.SyntaxNode.ValueNode;
import dev.errand.dynamodb.value.AttributeValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query asks of keys.
 *
 * @param byAttribute a condition for each attribute, in the order of the request
 */
public record KeyConditions(Map<String, KeyCondition> byAttribute) {

  /**
   * A condition on one attribute.
   *
   * @param operator as in {@code KeyConditions}: {@code EQ}, {@code BETWEEN}, ...
   * @param values one value, or two for {@code BETWEEN}
   */
  public record KeyCondition(String operator, List<AttributeValue> values) {}

  private static final Map<String, String> OPERATORS =
      Map.of("=", "EQ", "<", "LT", "<=", "LE", ">", "GT", ">=", "GE");

  private static final Map<String, String> MIRRORED =
      Map.of("=", "EQ", "<", "GT", "<=", "GE", ">", "LT", ">=", "LE");

  /** An expression whose syntax, names and values were checked. */
  public static final class Parsed {
    private final SyntaxNode node;
    private final ExpressionAttributes attributes;

    private Parsed(SyntaxNode node, ExpressionAttributes attributes) {
      this.node = node;
      this.attributes = attributes;
    }

    /**
     * The conditions.
     *
     * @throws DynamoDbException if it is a condition, but none on keys
     */
    public KeyConditions conditions() {
      Map<String, KeyCondition> conditions = new LinkedHashMap<>();
      collect(node, attributes, conditions);
      return new KeyConditions(conditions);
    }
  }

  /**
   * Reads a key condition expression.
   *
   * @throws DynamoDbException if it is not valid
   */
  public static Parsed parse(String text, ExpressionAttributes attributes) {
    SyntaxNode node = ConditionParser.parse(text);
    ConditionChecks.check(node);
    new ConditionBinder(attributes).condition(node);
    return new Parsed(node, attributes);
  }

  private static void collect(
      SyntaxNode node, ExpressionAttributes attributes, Map<String, KeyCondition> conditions) {
    if (node instanceof And) {
      node.children().forEach(child -> collect(child, attributes, conditions));
      return;
    }
    checkOperator(node);
    int attributeAt = -1;
    for (int i = 0; i < node.children().size(); i++) {
      SyntaxNode operand = node.children().get(i);
      if (operand instanceof Function) {
        throw DynamoDbException.validation(
            "KeyConditionExpressions cannot contain nested operations");
      }
      if (operand instanceof PathNode path) {
        if (attributeAt >= 0) {
          throw invalid("Multiple attribute names used in one condition");
        }
        if (path.parts().size() > 1) {
          throw DynamoDbException.validation(
              "KeyConditionExpressions cannot have conditions on nested attributes");
        }
        attributeAt = i;
      }
    }
    if (attributeAt < 0) {
      throw invalid("No key attribute specified");
    }
    String attribute = attributes.path((PathNode) node.children().get(attributeAt)).attribute();
    KeyCondition condition =
        new KeyCondition(operator(node, attributeAt != 0), values(node, attributes));
    if (conditions.putIfAbsent(attribute, condition) != null) {
      throw DynamoDbException.validation(
          "KeyConditionExpressions must only contain one condition per key");
    }
  }

  private static void checkOperator(SyntaxNode node) {
    String refused =
        node instanceof Or
            ? "OR"
            : node instanceof Not
                ? "NOT"
                : node instanceof In
                    ? "IN"
                    : node instanceof Comparison comparison && comparison.operator().equals("<>")
                        ? "<>"
                        : node instanceof Function function
                                && !function.name().equals("begins_with")
                            ? function.name()
                            : null;
    if (refused != null) {
      throw DynamoDbException.validation(
          "Invalid operator used in KeyConditionExpression: " + refused);
    }
    if ((node instanceof Between || node instanceof Function)
        && !(node.children().get(0) instanceof PathNode)) {
      throw invalid(
          operator(node, false).equals("BETWEEN")
              ? "BETWEEN operator must have the key attribute as its first operand"
              : "begins_with operator must have the key attribute as its first operand");
    }
  }

  private static String operator(SyntaxNode node, boolean mirrored) {
    if (node instanceof Comparison comparison) {
      return (mirrored ? MIRRORED : OPERATORS).get(comparison.operator());
    }
    return node instanceof Between ? "BETWEEN" : "BEGINS_WITH";
  }

  private static List<AttributeValue> values(SyntaxNode node, ExpressionAttributes attributes) {
    return node.children().stream()
        .filter(ValueNode.class::isInstance)
        .map(operand -> attributes.value(((ValueNode) operand).reference()).orElseThrow())
        .toList();
  }

  private static DynamoDbException invalid(String message) {
    return DynamoDbException.validation("Invalid condition in KeyConditionExpression: " + message);
  }
}
