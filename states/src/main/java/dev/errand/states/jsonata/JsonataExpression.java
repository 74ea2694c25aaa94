package dev.errand.states.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A JSONata expression of a field. */
public final class JsonataExpression {

  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";
  private static final String INVALID = "INVALID_JSONATA_EXPRESSION";
  private static final String UNSUPPORTED = "UNSUPPORTED_JSONATA_EXPRESSION";

  /** An expression that runs for longer, or nests deeper, is ended. */
  private static final int MAX_MILLIS = 10_000;

  private static final int MAX_DEPTH = 500;

  private final String text;
  private final String field;
  private final JsonataReferences references;

  private JsonataExpression(String text, String field, JsonataReferences references) {
    this.text = text;
    this.field = field;
    this.references = references;
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
   * @param problems gets why Step Functions would not take it
   * @return nothing if it is not of JSONata
   */
  public static Optional<JsonataExpression> read(
      String text, String field, JsonataProblems problems) {
    String inner = text.substring(OPEN.length(), text.length() - CLOSE.length()).strip();
    try {
      compile(inner);
    } catch (RuntimeException e) {
      problems.add(
          INVALID, e.getMessage() == null ? "No JSONata expression" : e.getMessage(), field);
      return Optional.empty();
    }
    JsonataExpression expression = new JsonataExpression(inner, field, JsonataReferences.of(inner));
    expression.refuseReferences(problems);
    return Optional.of(expression);
  }

  /** In the words of ValidateStateMachineDefinition. */
  private void refuseReferences(JsonataProblems problems) {
    references
        .ofDataItem()
        .forEach(
            name ->
                problems.add(
                    UNSUPPORTED,
                    name.equals("$$")
                        ? "Reference to '$$' is not supported."
                        : "Reference to '%s' at the top level is not supported.".formatted(name),
                    field));
    if (references.readsErrorOutput() && !field.startsWith("Catch[")) {
      problems.add(UNSUPPORTED, "Field '$states.errorOutput' does not exist.", field);
    }
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

  /** The variables that it reads and does not bind itself. */
  public Stream<String> variables() {
    return references.variables().stream();
  }
}
