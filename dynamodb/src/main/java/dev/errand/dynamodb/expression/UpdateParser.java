package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.expression.SyntaxNode.Arithmetic;
import dev.errand.dynamodb.expression.SyntaxNode.Function;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import dev.errand.dynamodb.expression.SyntaxNode.ValueNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The grammar of update expressions. */
final class UpdateParser {

  static final List<String> SECTIONS = List.of("SET", "REMOVE", "ADD", "DELETE");

  private static final int MAX_DEPTH = 32;

  /**
   * An action as written.
   *
   * @param value null for REMOVE
   */
  record ActionNode(PathNode path, SyntaxNode value) {}

  /** A section as written. */
  record Section(String name, List<ActionNode> actions) {}

  private final TokenReader tokens;
  private int depth;

  private UpdateParser(String text) {
    this.tokens = new TokenReader(text, Set.copyOf(SECTIONS));
  }

  static List<Section> parse(String text) {
    UpdateParser parser = new UpdateParser(text);
    List<Section> sections = new ArrayList<>();
    do {
      sections.add(parser.section());
    } while (!parser.tokens.atEnd());
    return sections;
  }

  private Section section() {
    String name =
        SECTIONS.stream().filter(tokens::takeKeyword).findFirst().orElseThrow(tokens::unexpected);
    List<ActionNode> actions = new ArrayList<>();
    do {
      actions.add(action(name));
    } while (tokens.takeSymbol(","));
    return new Section(name, actions);
  }

  private ActionNode action(String section) {
    PathNode path = tokens.path();
    return switch (section) {
      case "SET" -> {
        tokens.requireSymbol("=");
        yield new ActionNode(path, sum());
      }
      case "REMOVE" -> new ActionNode(path, null);
      default -> new ActionNode(path, value());
    };
  }

  private SyntaxNode sum() {
    SyntaxNode left = operand();
    Token token = tokens.peek();
    if (left instanceof Arithmetic || !(token.isSymbol("+") || token.isSymbol("-"))) {
      return left;
    }
    tokens.next();
    SyntaxNode right = operand();
    if (right instanceof Arithmetic) {
      throw tokens.unexpected();
    }
    return new Arithmetic(token.text(), left, right);
  }

  private SyntaxNode operand() {
    if (++depth > MAX_DEPTH) {
      throw tokens.unexpected();
    }
    try {
      if (tokens.takeSymbol("(")) {
        SyntaxNode inner = sum();
        tokens.requireSymbol(")");
        return inner;
      }
      if (tokens.peek().kind() == Token.Kind.VALUE_REFERENCE) {
        return value();
      }
      return tokens.atFunction() ? function() : tokens.path();
    } finally {
      depth--;
    }
  }

  private SyntaxNode function() {
    String name = tokens.next().text();
    tokens.requireSymbol("(");
    List<SyntaxNode> arguments = new ArrayList<>();
    do {
      arguments.add(operand());
    } while (tokens.takeSymbol(","));
    tokens.requireSymbol(")");
    return new Function(name, arguments);
  }

  private ValueNode value() {
    if (tokens.peek().kind() != Token.Kind.VALUE_REFERENCE) {
      throw tokens.unexpected();
    }
    return new ValueNode(tokens.next().text());
  }
}
