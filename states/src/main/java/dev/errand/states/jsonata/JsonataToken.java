package dev.errand.states.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The smallest part of an expression.
 *
 * @param text of a variable without the first dollar, of a quoted name without the quotes
 */
record JsonataToken(Kind kind, String text) {

  /** What a token is. */
  enum Kind {
    NAME,
    VARIABLE,
    /** A text, a number, a regular expression or a word such as {@code true}. */
    LITERAL,
    OPERATOR
  }

  private static final Set<String> WORDS = Set.of("true", "false", "null");
  private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "in");

  private static final Pattern SPACE = Pattern.compile("(?:\\s++|/\\*.*?\\*/)++", Pattern.DOTALL);
  private static final Pattern TEXT =
      Pattern.compile(
          "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'",
          Pattern.DOTALL);
  private static final Pattern NUMBER = Pattern.compile("\\d+(?:\\.\\d+)?(?:[eE][-+]?\\d+)?");
  private static final Pattern QUOTED_NAME = Pattern.compile("`[^`]*`");
  private static final Pattern OPERATOR =
      Pattern.compile(
          "\\.\\.|:=|!=|>=|<=|\\*\\*|~>|\\?:|\\?\\?|[.\\[\\]{}(),@#;:?+\\-*/%|=<>^&!~]");
  private static final Pattern WORD =
      Pattern.compile("[^\\s.\\[\\]{}(),@#;:?+\\-*/%|=<>^&!~\"'`]+");

  boolean is(String operator) {
    return kind == Kind.OPERATOR && text.equals(operator);
  }

  boolean isLambda() {
    return kind == Kind.NAME && (text.equals("function") || text.equals("λ"));
  }

  /** A text as the first step of a path is a name. */
  boolean isText() {
    return kind == Kind.LITERAL && (text.startsWith("\"") || text.startsWith("'"));
  }

  /** A text without its quotes. */
  String inner() {
    return text.substring(1, text.length() - 1);
  }

  private boolean endsOperand() {
    return kind != Kind.OPERATOR || text.equals(")") || text.equals("]") || text.equals("}");
  }

  /**
   * The tokens of an expression.
   *
   * @throws IllegalArgumentException if it is not of JSONata
   */
  static List<JsonataToken> of(String expression) {
    List<JsonataToken> tokens = new ArrayList<>();
    Matcher at = SPACE.matcher(expression);
    int position = 0;
    while (position < expression.length()) {
      at.region(position, expression.length());
      if (at.usePattern(SPACE).lookingAt()) {
        position = at.end();
      } else if (expression.charAt(position) == '/' && !isAfterOperand(tokens)) {
        position = endOfRegularExpression(expression, position);
        tokens.add(new JsonataToken(Kind.LITERAL, "/"));
      } else {
        tokens.add(next(at, isAfterOperand(tokens)));
        position = at.end();
      }
    }
    return tokens;
  }

  private static boolean isAfterOperand(List<JsonataToken> before) {
    return !before.isEmpty() && before.get(before.size() - 1).endsOperand();
  }

  /** A slash within brackets does not end it. */
  private static int endOfRegularExpression(String expression, int start) {
    int depth = 0;
    for (int i = start + 1; i < expression.length(); i++) {
      char c = expression.charAt(i);
      if (c == '\\') {
        i++;
      } else if ("([{".indexOf(c) >= 0) {
        depth++;
      } else if (")]}".indexOf(c) >= 0) {
        depth--;
      } else if (c == '/' && depth == 0) {
        return endOfFlags(expression, i + 1);
      }
    }
    return expression.length();
  }

  private static int endOfFlags(String expression, int start) {
    int end = start;
    while (end < expression.length() && "im".indexOf(expression.charAt(end)) >= 0) {
      end++;
    }
    return end;
  }

  private static JsonataToken next(Matcher at, boolean afterOperand) {
    if (at.usePattern(TEXT).lookingAt() || at.usePattern(NUMBER).lookingAt()) {
      return new JsonataToken(Kind.LITERAL, at.group());
    }
    if (at.usePattern(QUOTED_NAME).lookingAt()) {
      return new JsonataToken(Kind.NAME, new JsonataToken(Kind.NAME, at.group()).inner());
    }
    if (at.usePattern(OPERATOR).lookingAt()) {
      return new JsonataToken(Kind.OPERATOR, at.group());
    }
    if (!at.usePattern(WORD).lookingAt()) {
      throw new IllegalArgumentException("no token of JSONata");
    }
    return word(at.group(), afterOperand);
  }

  private static JsonataToken word(String word, boolean afterOperand) {
    if (word.startsWith("$")) {
      return new JsonataToken(Kind.VARIABLE, word.substring(1));
    }
    if (WORDS.contains(word)) {
      return new JsonataToken(Kind.LITERAL, word);
    }
    return new JsonataToken(
        afterOperand && WORD_OPERATORS.contains(word) ? Kind.OPERATOR : Kind.NAME, word);
  }
}
