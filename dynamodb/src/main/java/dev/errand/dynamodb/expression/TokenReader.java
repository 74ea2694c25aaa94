package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import dev.errand.dynamodb.expression.SyntaxNode.PathNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads an expression's tokens, and what all kinds of expressions share. */
final class TokenReader {

  private static final int MAX_EXPRESSION_BYTES = 4096;
  private static final int MAX_LEVELS = 32;

  private final String text;
  private final List<Token> tokens;
  private final Set<String> keywords;
  private int position;

  /**
   * Reads an expression.
   *
   * @param keywords words that cannot be names in this kind of expression
   */
  TokenReader(String text, Set<String> keywords) {
    if (text.isEmpty()) {
      throw DynamoDbException.validation("The expression can not be empty;");
    }
    if (text.length() > MAX_EXPRESSION_BYTES) {
      throw DynamoDbException.validation(
          "Expression size has exceeded the maximum allowed size; expression size: "
              + text.length());
    }
    this.text = text;
    this.keywords = keywords;
    this.tokens = Token.of(text);
  }

  Token peek() {
    return tokens.get(position);
  }

  Token next() {
    return tokens.get(position++);
  }

  boolean atEnd() {
    return peek().kind() == Token.Kind.END;
  }

  boolean takeSymbol(String symbol) {
    boolean taken = peek().isSymbol(symbol);
    position += taken ? 1 : 0;
    return taken;
  }

  boolean takeKeyword(String keyword) {
    boolean taken = peek().isKeyword(keyword);
    position += taken ? 1 : 0;
    return taken;
  }

  void requireSymbol(String symbol) {
    if (!takeSymbol(symbol)) {
      throw unexpected();
    }
  }

  void requireKeyword(String keyword) {
    if (!takeKeyword(keyword)) {
      throw unexpected();
    }
  }

  void requireEnd() {
    if (!atEnd()) {
      throw unexpected();
    }
  }

  DynamoDbException unexpected() {
    return Token.unexpected(text, tokens.subList(0, position), peek());
  }

  /** Whether a function begins here: a name and a parenthesis. */
  boolean atFunction() {
    return isName(peek()) && tokens.get(position + 1).isSymbol("(");
  }

  PathNode path() {
    return continued(new PathNode(List.of(pathName())));
  }

  private boolean isName(Token token) {
    return token.kind() == Token.Kind.IDENTIFIER && keywords.stream().noneMatch(token::isKeyword);
  }

  /** Whether the next token continues a path. */
  boolean continues() {
    return peek().isSymbol(".") || peek().isSymbol("[");
  }

  /** The rest of a path whose beginning has been read. */
  PathNode continued(PathNode path) {
    List<SyntaxNode.PathPart> parts = new ArrayList<>(path.parts());
    while (true) {
      if (takeSymbol(".")) {
        parts.add(pathName());
      } else if (takeSymbol("[")) {
        parts.add(index());
        requireSymbol("]");
      } else {
        requireLevels(parts.size());
        return new PathNode(parts);
      }
    }
  }

  private static void requireLevels(int levels) {
    if (levels > MAX_LEVELS) {
      throw DynamoDbException.validation(
          "The document path has too many nesting levels; nesting levels: " + levels);
    }
  }

  private SyntaxNode.PathPart pathName() {
    Token token = peek();
    if (!isName(token) && token.kind() != Token.Kind.NAME_REFERENCE) {
      throw unexpected();
    }
    next();
    return new SyntaxNode.NamePart(token.text());
  }

  private SyntaxNode.PathPart index() {
    if (peek().kind() != Token.Kind.NUMBER) {
      throw unexpected();
    }
    String digits = next().text();
    try {
      return new SyntaxNode.IndexPart(Integer.parseInt(digits));
    } catch (NumberFormatException e) {
      throw DynamoDbException.validation(
          "List index is not within the allowable range; index: [" + digits + "]");
    }
  }
}
