package dev.errand.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.errand.states.value.EvaluationScope;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A path into the data ({@code $}), the context object ({@code $$}) or a variable. */
public final class JsonPathExpression implements Expression {

  public static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

  private static final Pattern OF_VARIABLE =
      Pattern.compile("\\$(" + VARIABLE.pattern() + ")(.*)", Pattern.DOTALL);

  private static final Configuration JACKSON =
      Configuration.builder()
          .jsonProvider(new JacksonJsonNodeJsonProvider(Json.MAPPER))
          .mappingProvider(new JacksonMappingProvider(Json.MAPPER))
          .build();

  private final String text;
  private final Optional<String> variable;
  private final boolean ofContext;
  private final JsonPath path;
  private final boolean isRoot;

  private JsonPathExpression(
      String text, Optional<String> variable, boolean ofContext, String rest) {
    this.text = text;
    this.variable = variable;
    this.ofContext = ofContext;
    boolean steps = rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[");
    if (!steps || unquoted(rest, '[') != unquoted(rest, ']')) {
      throw new InvalidPathException(text);
    }
    this.isRoot = rest.isEmpty();
    this.path = JsonPath.compile("$" + rest);
  }

  private static long unquoted(String path, char bracket) {
    return path.replaceAll("'[^']*'", "").chars().filter(c -> c == bracket).count();
  }

  /**
   * Reads a path.
   *
   * @throws IllegalArgumentException if it is not a path
   */
  public static JsonPathExpression of(String text) {
    try {
      Matcher ofVariable = OF_VARIABLE.matcher(text);
      if (ofVariable.matches()) {
        return new JsonPathExpression(
            text, Optional.of(ofVariable.group(1)), false, ofVariable.group(2));
      }
      if (text.startsWith("$$")) {
        return new JsonPathExpression(text, Optional.empty(), true, text.substring(2));
      }
      if (text.startsWith("$")) {
        return new JsonPathExpression(text, Optional.empty(), false, text.substring(1));
      }
      throw new IllegalArgumentException("is not a path: it has to begin with $");
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path: " + e.getMessage(), e);
    }
  }

  @Override
  public Stream<String> variables() {
    return variable.stream();
  }

  /**
   * What it leads to; nothing if it leads nowhere. A wildcard, slice or filter that leads nowhere
   * is an empty array.
   */
  public Optional<JsonNode> find(EvaluationScope scope) {
    Optional<JsonNode> root = root(scope);
    if (root.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(root.get()));
    } catch (JsonPathException leadsNowhere) {
      return path.isDefinite() ? Optional.empty() : Optional.of(Json.MAPPER.createArrayNode());
    }
  }

  private Optional<JsonNode> root(EvaluationScope scope) {
    if (variable.isPresent()) {
      return Optional.ofNullable(scope.variables().get(variable.get()));
    }
    return Optional.of(ofContext ? scope.context().get() : scope.data());
  }

  private JsonNode read(JsonNode root) {
    if (isRoot) {
      return root;
    }
    Object found = path.read(root, JACKSON);
    return found instanceof JsonNode node ? node : Json.MAPPER.valueToTree(found);
  }

  /**
   * The value for a field such as {@code InputPath}: a path that leads nowhere ends the execution.
   */
  public JsonNode read(EvaluationScope scope) {
    return find(scope)
        .orElseThrow(
            () -> StatesError.runtime("Invalid path '%s' : %s".formatted(text, noResults(scope))));
  }

  private String noResults(EvaluationScope scope) {
    try {
      read(
          root(scope).orElseThrow(() -> new PathNotFoundException("No results for path: " + text)));
      throw new IllegalStateException(text + " leads somewhere");
    } catch (JsonPathException e) {
      return e.getMessage();
    }
  }

  @Override
  public JsonNode evaluate(EvaluationScope scope, String field) {
    return find(scope)
        .orElseThrow(
            () ->
                StatesError.runtime(
                    "The JSONPath '%s' specified for the field '%s' could not be found in the input '%s'"
                        .formatted(text, field, excerpt(scope))));
  }

  /** What it was read in, as far as an error's cause may show it. */
  String excerpt(EvaluationScope scope) {
    String json = Json.write(ofContext ? scope.context().get() : scope.data());
    return json.length() <= 10_000 ? json : json.substring(0, 10_000) + "...";
  }

  @Override
  public String toString() {
    return text;
  }
}
