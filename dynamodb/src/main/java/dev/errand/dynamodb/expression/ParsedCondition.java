package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A parsed condition or filter expression; {@link Condition#test} evaluates it.
 *
 * @param paths all paths that it names
 */
public record ParsedCondition(Condition condition, List<DocumentPath> paths) {

  /** Holds always. */
  public static final ParsedCondition NONE = new ParsedCondition(Condition.ALWAYS, List.of());

  /**
   * Reads a condition or filter expression.
   *
   * @throws DynamoDbException if it is not valid
   */
  public static ParsedCondition parse(String text, ExpressionAttributes attributes) {
    SyntaxNode node = ConditionParser.parse(text);
    ConditionChecks.check(node);
    Condition condition = new ConditionBinder(attributes).condition(node);
    List<DocumentPath> paths = new ArrayList<>();
    collect(node, attributes, paths);
    return new ParsedCondition(condition, paths);
  }

  private static void collect(
      SyntaxNode node, ExpressionAttributes attributes, List<DocumentPath> paths) {
    if (node instanceof PathNode path) {
      paths.add(attributes.path(path));
    }
    node.children().forEach(child -> collect(child, attributes, paths));
  }
}
