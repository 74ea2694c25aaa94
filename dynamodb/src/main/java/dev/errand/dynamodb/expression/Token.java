package dev.errand.dynamodb.expression;

import dev.errand.dynamodb.DynamoDbException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A piece of an expression. */
record Token(Kind kind, String text, int start, int end) {

  enum Kind {
    IDENTIFIER,
    NAME_REFERENCE,
    VALUE_REFERENCE,
    NUMBER,
    SYMBOL,
    END
  }

  private static final Pattern PIECE =
      Pattern.compile(
          "\\s*(?:(?<identifier>[A-Za-z][A-Za-z0-9_]*)|(?<name>#[A-Za-z0-9_]+)"
              + "|(?<value>:[A-Za-z0-9_]+)|(?<number>[0-9]+)|(?<symbol><>|<=|>=|[=<>()\\[\\],.+-]))");

  /**
   * Cuts an expression.
   *
   * @throws DynamoDbException if a character belongs to no token
   */
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    int position = 0;
    int end = text.stripTrailing().length();
    while (position < end) {
      if (!matcher.find(position) || matcher.start() != position) {
        int bad = skipSpace(text, position);
        Token unknown = new Token(Kind.SYMBOL, text.substring(bad, bad + 1), bad, bad + 1);
        throw unexpected(text, tokens, unknown);
      }
      tokens.add(token(matcher));
      position = matcher.end();
    }
    tokens.add(new Token(Kind.END, "<EOF>", text.length(), text.length()));
    return tokens;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static Token token(Matcher matcher) {
    for (Kind kind : Kind.values()) {
      String group =
          switch (kind) {
            case IDENTIFIER -> "identifier";
            case NAME_REFERENCE -> "name";
            case VALUE_REFERENCE -> "value";
            case NUMBER -> "number";
            default -> "symbol";
          };
      if (matcher.group(group) != null) {
        return new Token(kind, matcher.group(group), matcher.start(group), matcher.end(group));
      }
    }
    throw new IllegalStateException("no group matched");
  }

  boolean isKeyword(String keyword) {
    return kind == Kind.IDENTIFIER && text.toUpperCase(Locale.ROOT).equals(keyword);
  }

  boolean isSymbol(String symbol) {
    return kind == Kind.SYMBOL && text.equals(symbol);
  }

  /**
   * The error for an unexpected token. It shows the tokens beside it.
   *
   * @param before the tokens before it
   */
  static DynamoDbException unexpected(String text, List<Token> before, Token token) {
    int from = before.isEmpty() ? token.start() : before.get(before.size() - 1).start();
    String near = text.substring(from, endOfNext(text, token.end()));
    return DynamoDbException.validation(
        "Syntax error; token: \"%s\", near: \"%s\"".formatted(token.text(), near.strip()));
  }

  private static int endOfNext(String text, int position) {
    Matcher matcher = PIECE.matcher(text).region(position, text.length());
    return matcher.lookingAt()
        ? matcher.end()
        : Math.min(text.length(), skipSpace(text, position) + 1);
  }
}
