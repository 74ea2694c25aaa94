package dev.errand.states.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JSONata expression of a field. */
public final class JsonataExpression {

  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";
  private static final String NAME = "\\$([\\p{L}_][\\p{L}\\p{N}_]*+)";
  private static final Pattern VARIABLE = Pattern.compile(NAME + "(?!\\s*\\()");
  private static final Pattern BOUND =
      Pattern.compile(NAME + "\\s*:=|(?:function|λ)\\s*\\(([^)]*)\\)");
  private static final Pattern QUOTED =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'");

  /** An expression that runs for longer, or nests deeper, is ended. */
  private static final int MAX_MILLIS = 10_000;

  private static final int MAX_DEPTH = 500;

  private final String text;
  private final String field;

  private JsonataExpression(String text, String field) {
    this.text = text;
    this.field = field;
  }

  public static boolean isExpression(String text) {
    return text.length() >= OPEN.length() + CLOSE.length()
        && text.startsWith(OPEN)
        && text.endsWith(CLOSE);
  }

  /**
   * Reads a field's text.
   *
   * @param field its location in the state, such as {@code Output/result}
   * @throws IllegalArgumentException if it is not of JSONata
   */
  public static JsonataExpression parse(String text, String field) {
    String inner = text.substring(OPEN.length(), text.length() - CLOSE.length()).strip();
    try {
      compile(inner);
    } catch (JException e) {
      throw new IllegalArgumentException(
          "The JSONata expression could not be parsed: " + message(e), e);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("The JSONata expression could not be parsed.", e);
    }
    return new JsonataExpression(inner, field);
  }

  private static Jsonata compile(String expression) {
    Jsonata compiled = Jsonata.jsonata(expression);
    compiled.setOutputConvertNulls(false);
    return compiled;
  }

  /**
   * Its value.
   *
   * @throws StatesError {@code States.QueryEvaluationError}
   */
  public JsonNode evaluate(EvaluationScope scope) {
    Object value;
    try {
      Jsonata expression = compile(text);
      Jsonata.Frame frame = expression.createFrame();
      frame.setRuntimeBounds(MAX_MILLIS, MAX_DEPTH);
      JsonataFunctions.bind(frame);
      scope.variables().forEach((name, v) -> frame.bind(name, JsonataValues.from(v)));
      frame.bind("states", states(scope));
      value = expression.evaluate(null, frame);
    } catch (JException e) {
      throw failed("threw an error during evaluation. " + message(e));
    } catch (StackOverflowError e) {
      throw failed("threw an error during evaluation. The expression nests too deep");
    } catch (RuntimeException e) {
      throw failed("threw an error during evaluation. " + e.getMessage());
    }
    if (value == null) {
      throw failed("returned nothing (undefined).");
    }
    try {
      return JsonataValues.to(value);
    } catch (IllegalArgumentException e) {
      throw failed("returned an unsupported result type.");
    }
  }

  /**
   * Its value, which has to be of a type.
   *
   * @throws StatesError {@code States.QueryEvaluationError}
   */
  public JsonNode evaluate(EvaluationScope scope, String type) {
    JsonNode value = evaluate(scope);
    String found = JsonataValues.typeOf(value);
    if (!found.equals(type)) {
      throw failed(
          "returned an unexpected result type. Expected '%s', but was '%s' for value: %s"
              .formatted(type, found, Json.write(value)));
    }
    return value;
  }

  private Map<String, Object> states(EvaluationScope scope) {
    Map<String, Object> states = new LinkedHashMap<>();
    if (text.contains("$states")) {
      states.put("input", JsonataValues.from(scope.data()));
      scope.result().ifPresent(result -> states.put("result", JsonataValues.from(result)));
      scope.errorOutput().ifPresent(e -> states.put("errorOutput", JsonataValues.from(e)));
      states.put("context", JsonataValues.from(scope.context().get()));
    }
    return states;
  }

  private StatesError failed(String what) {
    return StatesError.query(
        "The JSONata expression '%s' specified for the field '%s' %s".formatted(text, field, what),
        field);
  }

  private static String message(JException e) {
    return "%s: %s".formatted(e.getError(), e.getMessage());
  }

  /** The names that it reads and does not bind itself; functions that it calls are none of them. */
  public Stream<String> variables() {
    String code = QUOTED.matcher(text).replaceAll("''");
    Set<String> names = names(code);
    BOUND
        .matcher(code)
        .results()
        .forEach(
            bound -> {
              names.removeAll(names("$" + bound.group(1)));
              names.removeAll(names(String.valueOf(bound.group(2))));
            });
    return names.stream();
  }

  private static Set<String> names(String code) {
    return VARIABLE
        .matcher(code)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
