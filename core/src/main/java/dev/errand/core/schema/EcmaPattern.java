package dev.errand.core.schema;

import java.util.regex.Pattern;

/** Regular expressions of ECMA-262, which JSON Schema's {@code pattern} is. */
final class EcmaPattern {

  /** What comes before a {@code $} that is neither escaped nor in a character class. */
  private static final Pattern DOLLAR =
      Pattern.compile("\\G((?:[^\\\\\\[$]|\\\\.|\\[(?:[^\\]\\\\]|\\\\.)*\\])*)\\$", Pattern.DOTALL);

  private EcmaPattern() {}

  /**
   * The expression with ECMA-262's meaning of {@code $}: the end of the text. Java's would match
   * before a last line feed as well.
   *
   * @throws java.util.regex.PatternSyntaxException if it is no regular expression
   */
  static Pattern of(String expression) {
    return Pattern.compile(DOLLAR.matcher(expression).replaceAll("$1\\\\z"));
  }
}
