package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.expression.Condition.All;
import dev.errand.dynamodb.expression.Condition.Any;
import dev.errand.dynamodb.expression.Condition.BeginsWith;
import dev.errand.dynamodb.expression.Condition.Contains;
import dev.errand.dynamodb.expression.Condition.Equal;
import dev.errand.dynamodb.expression.Condition.Exists;
import dev.errand.dynamodb.expression.Condition.Not;
import dev.errand.dynamodb.expression.Condition.Order;
import dev.errand.dynamodb.expression.Condition.Ordered;
import dev.errand.dynamodb.expression.Operand.Literal;
import dev.errand.dynamodb.expression.Operand.PathOperand;
import dev.errand.dynamodb.value.AttributeValue;
import java.util.List;

/** The comparison operators of requests without expressions, as conditions. */
public final class Comparisons {

  private Comparisons() {}

  /**
   * The condition on an attribute.
   *
   * @param operator such as {@code EQ} or {@code NOT_CONTAINS}
   * @param values as many as the operator takes
   */
  public static Condition of(String attribute, String operator, List<AttributeValue> values) {
    Operand path = new PathOperand(DocumentPath.of(attribute));
    List<Operand> literals = values.stream().<Operand>map(Literal::new).toList();
    return switch (operator) {
      case "EQ" -> new Equal(path, literals.get(0));
      case "NE" -> new Not(new Equal(path, literals.get(0)));
      case "LT" -> new Ordered(path, Order.LESS, literals.get(0));
      case "LE" -> new Ordered(path, Order.LESS_OR_EQUAL, literals.get(0));
      case "GT" -> new Ordered(path, Order.GREATER, literals.get(0));
      case "GE" -> new Ordered(path, Order.GREATER_OR_EQUAL, literals.get(0));
      case "BETWEEN" ->
          new All(
              List.of(
                  new Ordered(path, Order.GREATER_OR_EQUAL, literals.get(0)),
                  new Ordered(path, Order.LESS_OR_EQUAL, literals.get(1))));
      case "NULL" -> new Not(new Exists(path));
      case "NOT_NULL" -> new Exists(path);
      case "BEGINS_WITH" -> new BeginsWith(path, literals.get(0));
      case "CONTAINS" -> new Contains(path, literals.get(0));
      case "NOT_CONTAINS" ->
          new All(List.of(new Exists(path), new Not(new Contains(path, literals.get(0)))));
      case "IN" ->
          new Any(literals.stream().<Condition>map(literal -> new Equal(path, literal)).toList());
      default -> throw new IllegalArgumentException("no comparison operator: " + operator);
    };
  }
}
