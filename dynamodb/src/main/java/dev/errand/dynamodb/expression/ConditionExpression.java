package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A condition or filter of a request.
 *
 * @param paths all paths that it names
 */
public record ConditionExpression(Condition condition, List<DocumentPath> paths) {

  /** Holds always. */
  public static final ConditionExpression NONE =
      new ConditionExpression(Condition.ALWAYS, List.of());

  /**
   * Reads a condition or filter expression.
   *
   * @throws DynamoDbException if it is not valid
   */
  public static ConditionExpression parse(String text, ExpressionAttributes attributes) {
    SyntaxNode node = ConditionParser.parse(text);
    ConditionChecks.check(node);
    Condition condition = new ConditionBinder(attributes).condition(node);
    List<DocumentPath> paths = new ArrayList<>();
    collect(node, attributes, paths);
    return new ConditionExpression(condition, paths);
  }

  private static void collect(
      SyntaxNode node, ExpressionAttributes attributes, List<DocumentPath> paths) {
    if (node instanceof PathNode path) {
      paths.add(attributes.path(path));
    }
    node.children().forEach(child -> collect(child, attributes, paths));
  }
}
