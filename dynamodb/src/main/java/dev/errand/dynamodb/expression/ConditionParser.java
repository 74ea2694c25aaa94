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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The grammar of condition, filter and key condition expressions. */
final class ConditionParser {

  private static final Set<String> COMPARATORS = Set.of("=", "<>", "<", "<=", ">", ">=");
  private static final Set<String> KEYWORDS = Set.of("AND", "OR", "NOT", "BETWEEN", "IN");
  private static final int MAX_DEPTH = 300;

  private final TokenReader tokens;
  private SyntaxNode parenthesized;
  private boolean redundantParentheses;
  private int depth;

  private ConditionParser(String text) {
    this.tokens = new TokenReader(text, KEYWORDS);
  }

  /**
   * Reads an expression.
   *
   * @throws DynamoDbException if its syntax is wrong
   */
  static SyntaxNode parse(String text) {
    ConditionParser parser = new ConditionParser(text);
    SyntaxNode node = parser.condition(parser.or());
    parser.tokens.requireEnd();
    if (parser.redundantParentheses) {
      throw DynamoDbException.validation("The expression has redundant parentheses;");
    }
    return node;
  }

  private SyntaxNode or() {
    SyntaxNode left = and();
    while (tokens.peek().isKeyword("OR")) {
      condition(left);
      tokens.next();
      left = new Or(left, condition(and()));
    }
    return left;
  }

  private SyntaxNode and() {
    SyntaxNode left = not();
    while (tokens.peek().isKeyword("AND")) {
      condition(left);
      tokens.next();
      left = new And(left, condition(not()));
    }
    return left;
  }

  private SyntaxNode not() {
    if (tokens.takeKeyword("NOT")) {
      deeper();
      SyntaxNode node = new Not(condition(not()));
      depth--;
      return node;
    }
    return comparison();
  }

  private SyntaxNode comparison() {
    SyntaxNode left = primary();
    Token token = tokens.peek();
    if (token.kind() == Token.Kind.SYMBOL && COMPARATORS.contains(token.text())) {
      operand(left);
      tokens.next();
      return new Comparison(token.text(), left, operand(primary()));
    }
    if (token.isKeyword("BETWEEN")) {
      operand(left);
      tokens.next();
      SyntaxNode low = operand(primary());
      tokens.requireKeyword("AND");
      return new Between(left, low, operand(primary()));
    }
    if (token.isKeyword("IN")) {
      operand(left);
      tokens.next();
      tokens.requireSymbol("(");
      List<SyntaxNode> operands = new ArrayList<>(List.of(left));
      operands.addAll(operands());
      return new In(operands);
    }
    return left;
  }

  private SyntaxNode primary() {
    Token token = tokens.peek();
    if (tokens.takeSymbol("(")) {
      return parentheses();
    }
    if (token.kind() == Token.Kind.VALUE_REFERENCE) {
      return new ValueNode(tokens.next().text());
    }
    if (tokens.atFunction()) {
      String name = tokens.next().text();
      tokens.requireSymbol("(");
      return new Function(name, operands());
    }
    return tokens.path();
  }

  @SuppressWarnings("ReferenceEquality") // the same place in the text, not the same words
  private SyntaxNode parentheses() {
    deeper();
    SyntaxNode inner = or();
    tokens.requireSymbol(")");
    depth--;
    if (inner == parenthesized) {
      redundantParentheses = true;
    }
    parenthesized = inner;
    return inner instanceof PathNode path && tokens.continues() ? tokens.continued(path) : inner;
  }

  private void deeper() {
    if (++depth > MAX_DEPTH) {
      throw DynamoDbException.validation(
          "Invalid expression: the expression has more than %d levels".formatted(MAX_DEPTH));
    }
  }

  /** Arguments up to the closing parenthesis. */
  private List<SyntaxNode> operands() {
    List<SyntaxNode> operands = new ArrayList<>();
    do {
      deeper();
      operands.add(operand(primary()));
      depth--;
    } while (tokens.takeSymbol(","));
    tokens.requireSymbol(")");
    return operands;
  }

  private SyntaxNode condition(SyntaxNode node) {
    if (!node.isCondition()) {
      throw tokens.unexpected();
    }
    return node;
  }

  private SyntaxNode operand(SyntaxNode node) {
    if (!node.isOperand()) {
      throw tokens.unexpected();
    }
    return node;
  }
}
