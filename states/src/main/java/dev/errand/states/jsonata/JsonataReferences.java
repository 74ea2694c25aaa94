package dev.errand.states.jsonata;

import dev.errand.states.jsonata.JsonataToken.Kind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an expression refers to. The library that evaluates expressions does not show their syntax,
 * so this reads it again, by the binding powers of JSONata's operators. It is lenient: whether an
 * expression is valid, the library says.
 *
 * <p>Step Functions evaluates expressions without a data item. The first step of a path is read
 * from it, unless it is a variable; later steps, predicates, groups and sort terms are read from
 * what is before them. The body of a function is read from where the function is written.
 */
final class JsonataReferences {

  private static final Map<String, Integer> POWERS =
      Map.ofEntries(
          Map.entry("(", 80),
          Map.entry("[", 80),
          Map.entry("@", 80),
          Map.entry("#", 80),
          Map.entry(".", 75),
          Map.entry("{", 70),
          Map.entry("*", 60),
          Map.entry("/", 60),
          Map.entry("%", 60),
          Map.entry("+", 50),
          Map.entry("-", 50),
          Map.entry("&", 50),
          Map.entry("=", 40),
          Map.entry("!=", 40),
          Map.entry("<", 40),
          Map.entry(">", 40),
          Map.entry("<=", 40),
          Map.entry(">=", 40),
          Map.entry("^", 40),
          Map.entry("~>", 40),
          Map.entry("in", 40),
          Map.entry("?:", 40),
          Map.entry("??", 40),
          Map.entry("and", 30),
          Map.entry("or", 25),
          Map.entry("?", 20),
          Map.entry(":=", 10));

  private static final int SIGN = 70;
  private static final JsonataToken END = new JsonataToken(Kind.OPERATOR, "");

  private final List<JsonataToken> tokens;
  private final Set<String> ofDataItem = new LinkedHashSet<>();
  private final Set<String> bound = new TreeSet<>();
  private final Set<String> variables = new TreeSet<>();
  private int next;
  private boolean readsErrorOutput;

  private JsonataReferences(List<JsonataToken> tokens) {
    this.tokens = tokens;
  }

  /** The references of a valid expression. */
  static JsonataReferences of(String expression) {
    JsonataReferences references = new JsonataReferences(JsonataToken.of(expression));
    references.expression(0, true);
    return references;
  }

  /** Names that are read from the data item, {@code $} for itself, {@code $$} wherever it is. */
  Set<String> ofDataItem() {
    return ofDataItem;
  }

  /** Whether {@code $states.errorOutput} is read. */
  boolean readsErrorOutput() {
    return readsErrorOutput;
  }

  /** Variables that are read and that it does not bind itself; functions are none of them. */
  Set<String> variables() {
    Set<String> free = new TreeSet<>(variables);
    free.removeAll(bound);
    return free;
  }

  private JsonataToken peek(int ahead) {
    return next + ahead < tokens.size() ? tokens.get(next + ahead) : END;
  }

  private JsonataToken take() {
    JsonataToken token = peek(0);
    next++;
    return token;
  }

  private boolean takes(String operator) {
    boolean found = peek(0).is(operator);
    next += found ? 1 : 0;
    return found;
  }

  private boolean isOver() {
    return next >= tokens.size();
  }

  /**
   * Reads an expression.
   *
   * @param power up to operators of which it reads
   * @param atTop whether it is read from the data item
   */
  private void expression(int power, boolean atTop) {
    operand(atTop);
    while (peek(0).kind() == Kind.OPERATOR && POWERS.getOrDefault(peek(0).text(), 0) > power) {
      operator(take().text(), atTop);
    }
  }

  private void operand(boolean atTop) {
    JsonataToken token = take();
    if (token.isLambda() && peek(0).is("(")) {
      lambda(atTop);
    } else if (token.kind() == Kind.NAME || (token.isText() && peek(0).is("."))) {
      if (atTop) {
        ofDataItem.add(token.isText() ? token.inner() : token.text());
      }
    } else if (token.kind() == Kind.VARIABLE) {
      variable(token.text(), atTop);
    } else if (token.kind() == Kind.OPERATOR) {
      prefix(token.text(), atTop);
    }
  }

  private void variable(String name, boolean atTop) {
    if (name.equals("$")) {
      ofDataItem.add("$$");
    } else if (name.isEmpty()) {
      if (atTop) {
        ofDataItem.add("$");
      }
    } else if (peek(0).is(":=")) {
      bound.add(name);
    } else if (!peek(0).is("(")) {
      variables.add(name);
      readsErrorOutput |=
          name.equals("states")
              && peek(0).is(".")
              && peek(1).equals(new JsonataToken(Kind.NAME, "errorOutput"));
    }
  }

  private void lambda(boolean atTop) {
    while (!isOver() && !takes("{")) {
      JsonataToken parameter = take();
      if (parameter.kind() == Kind.VARIABLE) {
        bound.add(parameter.text());
      }
    }
    list("}", atTop);
  }

  private void prefix(String operator, boolean atTop) {
    switch (operator) {
      case "-" -> expression(SIGN, atTop);
      case "(" -> list(")", atTop);
      case "[" -> list("]", atTop);
      case "{" -> list("}", atTop);
      case "|" -> {
        list("|", false);
        list("|", false);
      }
      default -> {
        // a wildcard, a parent or an argument that is left open reads no name
      }
    }
  }

  private void operator(String operator, boolean atTop) {
    switch (operator) {
      case "." -> expression(POWERS.get("."), false);
      case "[" -> list("]", false);
      case "{" -> list("}", false);
      case "(" -> list(")", atTop);
      case "^" -> {
        takes("(");
        list(")", false);
      }
      case "@", "#" -> bound.add(take().text());
      case "?" -> {
        expression(0, atTop);
        if (takes(":")) {
          expression(0, atTop);
        }
      }
      case ":=" -> expression(POWERS.get(":=") - 1, atTop);
      default -> expression(POWERS.get(operator), atTop);
    }
  }

  /** Reads expressions and what is between them, up to the end of a list. */
  private void list(String end, boolean atTop) {
    while (!isOver() && !takes(end)) {
      if (!takes(",") && !takes(";") && !takes(":") && !takes("..") && !takes("<") && !takes(">")) {
        int before = next;
        expression(0, atTop);
        next = Math.max(next, before + 1);
      }
    }
  }
}
