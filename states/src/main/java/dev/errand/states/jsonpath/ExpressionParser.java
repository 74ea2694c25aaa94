package dev.errand.states.jsonpath;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.errand.states.intrinsic.IntrinsicFunction;
import dev.errand.states.value.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads an intrinsic function call.
 *
 * @see <a href="https://states-language.net/spec.html#intrinsic-functions">the grammar</a>
 */
final class ExpressionParser {

  private static final int MAX_DEPTH = 10;
  private static final String ESCAPED = "'{}\\";

  private final String text;
  private int at;

  ExpressionParser(String text) {
    this.text = text;
  }

  /**
   * @throws IllegalArgumentException with the column of what is wrong
   */
  Expression parse() {
    Expression call = call(1);
    skipSpace();
    if (at < text.length()) {
      throw wrong("nothing may follow the function call");
    }
    return call;
  }

  private Expression call(int depth) {
    if (depth > MAX_DEPTH) {
      throw wrong("functions may be nested %d deep".formatted(MAX_DEPTH));
    }
    int start = at;
    while (at < text.length() && (Character.isLetterOrDigit(peek()) || peek() == '.')) {
      at++;
    }
    String name = text.substring(start, at);
    IntrinsicFunction function =
        IntrinsicFunction.named(name)
            .orElseThrow(() -> wrong("there is no intrinsic function '%s'".formatted(name)));
    skipSpace();
    expect('(');
    List<Expression> arguments = new ArrayList<>();
    skipSpace();
    if (peek() != ')') {
      arguments.add(argument(function, 0, depth));
      skipSpace();
      while (peek() == ',') {
        at++;
        arguments.add(argument(function, arguments.size(), depth));
        skipSpace();
      }
    }
    expect(')');
    if (!function.takes(arguments.size())) {
      throw wrong("%s takes %s arguments".formatted(name, function.arity()));
    }
    return new Expression.FunctionCall(function, List.copyOf(arguments), text.substring(start, at));
  }

  private Expression argument(IntrinsicFunction function, int index, int depth) {
    skipSpace();
    if (peek() == '\'') {
      String raw = quoted();
      boolean template = index == 0 && function.firstIsTemplate();
      return new Expression.Literal(TextNode.valueOf(template ? raw : Escapes.undo(raw)));
    }
    if (peek() == '$') {
      return JsonPathExpression.of(path());
    }
    if (text.startsWith("States.", at)) {
      return call(depth + 1);
    }
    return literal();
  }

  private String quoted() {
    int start = ++at;
    while (peek() != '\'') {
      if (at >= text.length()) {
        throw wrong("a text is not closed: put ' at its end");
      }
      if (peek() == '\\' && (at + 1 >= text.length() || ESCAPED.indexOf(text.charAt(at + 1)) < 0)) {
        throw wrong("a backslash can only escape a quote, a brace or another backslash");
      }
      at += peek() == '\\' ? 2 : 1;
    }
    return text.substring(start, at++);
  }

  /** Up to the comma or bracket that belongs to the function, not to the path. */
  private String path() {
    int start = at;
    int open = 0;
    boolean quoted = false;
    while (at < text.length()) {
      char c = peek();
      if (c == '\'') {
        quoted = !quoted;
      } else if (!quoted && (c == '(' || c == '[')) {
        open++;
      } else if (!quoted && open > 0 && (c == ')' || c == ']')) {
        open--;
      } else if (!quoted && open == 0 && (c == ',' || c == ')')) {
        break;
      }
      at++;
    }
    return text.substring(start, at).strip();
  }

  private Expression literal() {
    int start = at;
    while (at < text.length() && peek() != ',' && peek() != ')') {
      at++;
    }
    String word = text.substring(start, at).strip();
    try {
      var value = Json.read(word);
      if (value.isNumber() || value.isBoolean() || value.isNull()) {
        return new Expression.Literal(value);
      }
    } catch (JsonProcessingException notJson) {
      // falls through to the same refusal
    }
    throw wrong(
        "'%s' is no argument: write a 'text', a number, a path or a function".formatted(word));
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong("'%s' is missing".formatted(c));
    }
    at++;
  }

  private void skipSpace() {
    while (Character.isWhitespace(peek())) {
      at++;
    }
  }

  private IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "is no intrinsic function call: %s (column %d of %s)".formatted(what, at + 1, text));
  }
}
