package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.SyntaxNode.Arithmetic;
import dev.errand.dynamodb.expression.SyntaxNode.Function;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import dev.errand.dynamodb.expression.SyntaxNode.ValueNode;
import dev.errand.dynamodb.expression.Update.Action;
import dev.errand.dynamodb.expression.UpdateParser.ActionNode;
import dev.errand.dynamodb.expression.UpdateParser.Section;
import dev.errand.dynamodb.value.AttributeValue;
import dev.errand.dynamodb.value.AttributeValue.SetValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes an {@link Update} of the text of an update expression. */
public final class UpdateExpression {

  static final Set<String> FUNCTIONS = Set.of("if_not_exists", "list_append");
  static final String WRONG_TYPE = "An operand in the update expression has an incorrect data type";

  private static final Map<String, String> LONG_TYPES =
      Map.of(
          "S", "STRING", "N", "NUMBER", "B", "BINARY", "NULL", "NULL", "BOOL", "BOOLEAN", "L",
          "LIST", "M", "MAP");

  private final ExpressionAttributes attributes;
  private final List<DocumentPath> operandPaths = new ArrayList<>();

  private UpdateExpression(ExpressionAttributes attributes) {
    this.attributes = attributes;
  }

  /**
   * Reads an update expression.
   *
   * @throws DynamoDbException if it is not valid
   */
  public static Update parse(String text, ExpressionAttributes attributes) {
    List<Section> sections = UpdateParser.parse(text);
    checkWords(sections);
    checkSections(sections);
    UpdateExpression expression = new UpdateExpression(attributes);
    List<DocumentPath> paths = expression.lookUp(sections);
    PathConflicts.in(paths)
        .ifPresent(
            conflict -> {
              throw DynamoDbException.validation(conflict);
            });
    return new Update(expression.actions(sections), expression.operandPaths);
  }

  private static void checkWords(List<Section> sections) {
    for (Section section : sections) {
      for (ActionNode action : section.actions()) {
        ReservedWords.check(action.path());
        if (action.value() != null) {
          ReservedWords.check(action.value());
        }
      }
    }
    for (Section section : sections) {
      for (ActionNode action : section.actions()) {
        if (action.value() != null) {
          checkFunctionNames(action.value());
        }
      }
    }
  }

  private static void checkFunctionNames(SyntaxNode node) {
    node.children().forEach(UpdateExpression::checkFunctionNames);
    if (!(node instanceof Function function) || FUNCTIONS.contains(function.name())) {
      return;
    }
    if (ConditionChecks.FUNCTIONS.containsKey(function.name())) {
      throw DynamoDbException.validation(
          "The function is not allowed in an update expression; function: " + function.name());
    }
    throw DynamoDbException.validation("Invalid function name; function: " + function.name());
  }

  /** A list that was joined can be the value of an attribute, but not be joined again. */
  private static void checkJoined(Function function) {
    for (SyntaxNode argument : function.arguments()) {
      if (argument instanceof Function inner && inner.name().equals("list_append")) {
        throw DynamoDbException.validation(
            "The function is not allowed to be used this way in an expression; function: "
                + inner.name());
      }
    }
  }

  private static void checkSections(List<Section> sections) {
    Set<String> seen = new HashSet<>();
    for (Section section : sections) {
      if (!seen.add(section.name())) {
        throw DynamoDbException.validation(
            "The \"%s\" section can only be used once in an update expression;"
                .formatted(section.name()));
      }
    }
  }

  /** Looks up all names, then all values, as DynamoDB does. */
  private List<DocumentPath> lookUp(List<Section> sections) {
    List<DocumentPath> paths = new ArrayList<>();
    for (Section section : sections) {
      for (ActionNode action : section.actions()) {
        paths.add(attributes.path(action.path()));
        if (action.value() != null) {
          lookUpNames(action.value());
        }
      }
    }
    for (Section section : sections) {
      for (ActionNode action : section.actions()) {
        if (action.value() != null) {
          lookUpValues(action.value());
        }
      }
    }
    return paths;
  }

  private void lookUpNames(SyntaxNode node) {
    if (node instanceof PathNode path) {
      operandPaths.add(attributes.path(path));
    }
    node.children().forEach(this::lookUpNames);
  }

  private void lookUpValues(SyntaxNode node) {
    if (node instanceof ValueNode value && attributes.value(value.reference()).isEmpty()) {
      throw DynamoDbException.validation(
          "An expression attribute value used in expression is not defined; attribute value: "
              + value.reference());
    }
    node.children().forEach(this::lookUpValues);
  }

  private List<Action> actions(List<Section> sections) {
    for (Section section : sections) {
      if (section.name().equals("ADD") || section.name().equals("DELETE")) {
        section.actions().forEach(action -> checkOperand(section.name(), action));
      }
    }
    List<Action> actions = new ArrayList<>();
    for (Section section : sections) {
      for (ActionNode action : section.actions()) {
        actions.add(action(section.name(), action));
      }
    }
    return actions;
  }

  private void checkOperand(String section, ActionNode action) {
    String type = literal(action.value()).type();
    boolean allowed =
        literal(action.value()) instanceof SetValue || (section.equals("ADD") && type.equals("N"));
    if (!allowed) {
      throw DynamoDbException.validation(
          "Incorrect operand type for operator or function; operator: %s, operand type: %s"
              .formatted(section, LONG_TYPES.get(type)));
    }
  }

  private Action action(String section, ActionNode node) {
    DocumentPath path = attributes.path(node.path());
    return switch (section) {
      case "SET" -> {
        SetOperand operand = operand(node.value());
        yield new Action(path, (old, item) -> operand.of(item), operand.type());
      }
      case "REMOVE" -> new Action(path, Changes.remove(), null);
      case "ADD" -> {
        AttributeValue value = literal(node.value());
        yield new Action(path, Changes.add(value, WRONG_TYPE), value.type());
      }
      default -> {
        SetValue elements = (SetValue) literal(node.value());
        yield new Action(path, Changes.delete(elements, WRONG_TYPE), elements.type());
      }
    };
  }

  private AttributeValue literal(SyntaxNode node) {
    return attributes.value(((ValueNode) node).reference()).orElseThrow();
  }

  private SetOperand operand(SyntaxNode node) {
    if (node instanceof PathNode path) {
      return new SetOperand.OfPath(attributes.path(path));
    } else if (node instanceof ValueNode) {
      return new SetOperand.OfRequest(literal(node));
    } else if (node instanceof Arithmetic arithmetic) {
      return arithmetic(arithmetic);
    }
    return function((Function) node);
  }

  private SetOperand arithmetic(Arithmetic node) {
    SetOperand left = operand(node.left());
    SetOperand right = operand(node.right());
    requireType(node.operator(), left, "N");
    requireType(node.operator(), right, "N");
    return new SetOperand.Sum(left, node.operator().equals("-"), right);
  }

  private SetOperand function(Function node) {
    if (node.arguments().size() != 2) {
      throw DynamoDbException.validation(
          "Incorrect number of operands for operator or function; operator or function: %s, number"
                  .formatted(node.name())
              + " of operands: "
              + node.arguments().size());
    }
    checkJoined(node);
    SetOperand left = operand(node.arguments().get(0));
    SetOperand right = operand(node.arguments().get(1));
    if (node.name().equals("list_append")) {
      requireType(node.name(), left, "L");
      requireType(node.name(), right, "L");
      return new SetOperand.Joined(left, right);
    }
    if (!(left instanceof SetOperand.OfPath path)) {
      throw DynamoDbException.validation(
          "Operator or function requires a document path; operator or function: " + node.name());
    }
    return new SetOperand.IfNotExists(path, right);
  }

  private static void requireType(String name, SetOperand operand, String type) {
    if (operand instanceof SetOperand.OfRequest literal && !literal.type().equals(type)) {
      throw DynamoDbException.validation(
          "Incorrect operand type for operator or function; operator or function: %s, operand type: %s"
              .formatted(name, literal.type()));
    }
  }
}
