package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.Condition.All;
import dev.errand.dynamodb.expression.Condition.Any;
import dev.errand.dynamodb.expression.Condition.BeginsWith;
import dev.errand.dynamodb.expression.Condition.Contains;
import dev.errand.dynamodb.expression.Condition.Equal;
import dev.errand.dynamodb.expression.Condition.Exists;
import dev.errand.dynamodb.expression.Condition.HasType;
import dev.errand.dynamodb.expression.Condition.Order;
import dev.errand.dynamodb.expression.Condition.Ordered;
import dev.errand.dynamodb.expression.Operand.Literal;
import dev.errand.dynamodb.expression.Operand.PathOperand;
import dev.errand.dynamodb.expression.Operand.Size;
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
import dev.errand.dynamodb.value.AttributeValue.StringValue;
import dev.errand.dynamodb.value.AttributeValueJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Looks up the names and values of a condition, and checks its operands. */
final class ConditionBinder {

  private static final Set<String> TYPES =
      Set.of("S", "N", "B", "SS", "NS", "BS", "BOOL", "NULL", "L", "M");

  private static final int MAX_CANDIDATES = 100;

  private final ExpressionAttributes attributes;

  ConditionBinder(ExpressionAttributes attributes) {
    this.attributes = attributes;
  }

  Condition condition(SyntaxNode node) {
    if (node instanceof Or or) {
      return new Any(List.of(condition(or.left()), condition(or.right())));
    } else if (node instanceof And and) {
      return new All(List.of(condition(and.left()), condition(and.right())));
    } else if (node instanceof Not not) {
      return new Condition.Not(condition(not.condition()));
    } else if (node instanceof Comparison comparison) {
      return comparison(comparison);
    } else if (node instanceof Between between) {
      return between(between);
    } else if (node instanceof In in) {
      return in(in);
    }
    return function((Function) node);
  }

  private Condition comparison(Comparison comparison) {
    List<Operand> operands = operands(comparison);
    checkDistinct(comparison.operator(), operands);
    Operand left = operands.get(0);
    Operand right = operands.get(1);
    return switch (comparison.operator()) {
      case "=" -> new Equal(left, right);
      case "<>" -> new Condition.Not(new Equal(left, right));
      case "<" -> ordered("<", left, Order.LESS, right);
      case "<=" -> ordered("<=", left, Order.LESS_OR_EQUAL, right);
      case ">" -> ordered(">", left, Order.GREATER, right);
      default -> ordered(">=", left, Order.GREATER_OR_EQUAL, right);
    };
  }

  private static Condition ordered(String operator, Operand left, Order order, Operand right) {
    for (Operand operand : List.of(left, right)) {
      if (operand instanceof Literal literal && !isOrdered(literal.value())) {
        throw wrongType(operator, true, literal.value().type());
      }
    }
    return new Ordered(left, order, right);
  }

  private static boolean isOrdered(AttributeValue value) {
    return value.compare(value).isPresent();
  }

  private Condition between(Between between) {
    List<Operand> operands = operands(between);
    Operand low = operands.get(1);
    Operand high = operands.get(2);
    for (Operand operand : operands) {
      if (operand instanceof Literal literal && !isOrdered(literal.value())) {
        throw wrongType("BETWEEN", true, literal.value().type());
      }
    }
    if (low instanceof Literal from && high instanceof Literal to) {
      checkBounds(from.value(), to.value());
    }
    return new All(
        List.of(
            new Ordered(operands.get(0), Order.GREATER_OR_EQUAL, low),
            new Ordered(operands.get(0), Order.LESS_OR_EQUAL, high)));
  }

  private static void checkBounds(AttributeValue low, AttributeValue high) {
    String rule = null;
    if (!low.type().equals(high.type())) {
      rule = "The BETWEEN operator requires same data type for lower and upper bounds;";
    } else if (Order.GREATER.holds(low, high)) {
      rule =
          "The BETWEEN operator requires upper bound to be greater than or equal to lower bound;";
    }
    if (rule != null) {
      throw DynamoDbException.validation(
          rule
              + " lower bound operand: AttributeValue: %s, upper bound operand: AttributeValue: %s"
                  .formatted(shown(low), shown(high)));
    }
  }

  private static String shown(AttributeValue value) {
    return "{%s:%s}"
        .formatted(value.type(), AttributeValueJson.write(value).get(value.type()).asText());
  }

  private Condition in(In in) {
    List<Operand> operands = operands(in);
    if (operands.size() - 1 > MAX_CANDIDATES) {
      throw wrongCount("IN", operands.size() - 1);
    }
    List<Condition> equals = new ArrayList<>();
    for (Operand candidate : operands.subList(1, operands.size())) {
      equals.add(new Equal(operands.get(0), candidate));
    }
    return new Any(equals);
  }

  private Condition function(Function function) {
    List<Operand> operands = operands(function);
    String name = function.name();
    checkCount(name, operands.size());
    checkDistinct(name, operands);
    return switch (name) {
      case "attribute_exists" -> new Exists(path(name, operands.get(0)));
      case "attribute_not_exists" -> new Condition.Not(new Exists(path(name, operands.get(0))));
      case "attribute_type" -> new HasType(operands.get(0), type(operands.get(1)));
      case "begins_with" -> {
        operands.forEach(ConditionBinder::requireStringOrBinary);
        yield new BeginsWith(operands.get(0), operands.get(1));
      }
      default -> new Contains(operands.get(0), operands.get(1));
    };
  }

  private List<Operand> operands(SyntaxNode node) {
    List<Operand> operands = new ArrayList<>();
    node.children().forEach(child -> operands.add(operand(child)));
    return operands;
  }

  private Operand operand(SyntaxNode node) {
    if (node instanceof PathNode path) {
      return new PathOperand(attributes.path(path));
    }
    if (node instanceof ValueNode value) {
      return new Literal(value(value));
    }
    List<Operand> operands = operands(node);
    checkCount("size", operands.size());
    String type = knownType(operands.get(0));
    if (Set.of("N", "BOOL", "NULL").contains(type)) {
      throw wrongType("size", false, type);
    }
    return new Size(operands.get(0));
  }

  private AttributeValue value(ValueNode node) {
    return attributes
        .value(node.reference())
        .orElseThrow(
            () ->
                DynamoDbException.validation(
                    "An expression attribute value used in expression is not defined; attribute"
                        + " value: "
                        + node.reference()));
  }

  private static void checkCount(String function, int count) {
    if (count != ConditionChecks.FUNCTIONS.get(function)) {
      throw wrongCount(function, count);
    }
  }

  private static DynamoDbException wrongCount(String name, int count) {
    return DynamoDbException.validation(
        "Incorrect number of operands for operator or function; operator or function: %s, number"
                .formatted(name)
            + " of operands: "
            + count);
  }

  private static void checkDistinct(String name, List<Operand> operands) {
    if (operands.size() == 2
        && operands.get(0) instanceof PathOperand one
        && operands.get(0).equals(operands.get(1))) {
      throw DynamoDbException.validation(
          "The first operand must be distinct from the remaining operands for this operator or"
              + " function; operator: %s, first operand: %s".formatted(name, one.path()));
    }
  }

  private static PathOperand path(String function, Operand operand) {
    if (operand instanceof PathOperand path) {
      return path;
    }
    throw DynamoDbException.validation(
        "Operator or function requires a document path; operator or function: " + function);
  }

  private static String type(Operand operand) {
    if (!(operand instanceof Literal literal)) {
      throw wrongType(
          "attribute_type",
          false,
          operand instanceof Size ? "N" : "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
    }
    if (!(literal.value() instanceof StringValue type)) {
      throw wrongType("attribute_type", false, literal.value().type());
    }
    if (!TYPES.contains(type.value())) {
      throw DynamoDbException.validation(
          "Invalid attribute type name found; type: %s, valid types: {B,NULL,SS,BOOL,L,BS,N,NS,S,M}"
              .formatted(type.value()));
    }
    return type.value();
  }

  private static void requireStringOrBinary(Operand operand) {
    String type = knownType(operand);
    if (!Set.of("S", "B", "").contains(type)) {
      throw wrongType("begins_with", false, type);
    }
  }

  /** The type that an operand has for every item; empty if that depends on the item. */
  private static String knownType(Operand operand) {
    if (operand instanceof Literal literal) {
      return literal.value().type();
    }
    return operand instanceof Size ? "N" : "";
  }

  private static DynamoDbException wrongType(String name, boolean operator, String type) {
    return DynamoDbException.validation(
        "Incorrect operand type for operator or function; operator%s: %s, operand type: %s"
            .formatted(operator ? "" : " or function", name, type));
  }
}
