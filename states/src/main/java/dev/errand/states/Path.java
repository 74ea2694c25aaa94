package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path into the data ({@code $}), the context object ({@code $$}) or a variable. */
final class Path implements Expression {

  static final Pattern VARIABLE = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*");

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

  private Path(String text, Optional<String> variable, boolean ofContext, String rest) {
    this.text = text;
    this.variable = variable;
    this.ofContext = ofContext;
    boolean steps = rest.isEmpty() || rest.startsWith(".") || rest.startsWith("[");
    if (!steps || unquoted(rest, '[') != unquoted(rest, ']')) {
      throw new InvalidPathException(text);
    }
    this.path = JsonPath.compile("$" + rest);
  }

  private static long unquoted(String path, char bracket) {
    return path.replaceAll("'[^']*'", "").chars().filter(c -> c == bracket).count();
  }

  /**
   * @throws IllegalArgumentException if it is not a path
   */
  static Path of(String text) {
    try {
      Matcher ofVariable = OF_VARIABLE.matcher(text);
      if (ofVariable.matches()) {
        return new Path(text, Optional.of(ofVariable.group(1)), false, ofVariable.group(2));
      }
      if (text.startsWith("$$")) {
        return new Path(text, Optional.empty(), true, text.substring(2));
      }
      if (text.startsWith("$")) {
        return new Path(text, Optional.empty(), false, text.substring(1));
      }
      throw new IllegalArgumentException("is not a path: it has to begin with $");
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("is not a path: " + e.getMessage(), e);
    }
  }

  /** The name of the variable that it begins with, if it begins with one. */
  Optional<String> variable() {
    return variable;
  }

  /** What it leads to; nothing if it leads nowhere. */
  Optional<JsonNode> find(Scope scope) {
    JsonNode root =
        variable
            .map(name -> scope.variables().getOrDefault(name, MissingNode.getInstance()))
            .orElse(ofContext ? scope.context() : scope.data());
    if (root.isMissingNode()) {
      return Optional.empty();
    }
    try {
      Object found = path.read(root, JACKSON);
      return Optional.of(found instanceof JsonNode node ? node : Json.MAPPER.valueToTree(found));
    } catch (JsonPathException leadsNowhere) {
      return Optional.empty();
    }
  }

  /** As {@code InputPath} and {@code OutputPath} do: leading nowhere ends the execution. */
  JsonNode read(Scope scope) {
    return find(scope)
        .orElseThrow(
            () ->
                StatesError.runtime(
                    "Invalid path '%s': it leads nowhere in the input '%s'"
                        .formatted(text, excerpt(scope.data()))));
  }

  @Override
  public JsonNode evaluate(Scope scope) {
    return find(scope)
        .orElseThrow(
            () ->
                new StatesError(
                    "States.ParameterPathFailure",
                    "The JSONPath '%s' could not be found in the input '%s'"
                        .formatted(text, excerpt(scope.data()))));
  }

  private static String excerpt(JsonNode data) {
    String json = Json.write(data);
    return json.length() <= 1000 ? json : json.substring(0, 1000) + "...";
  }

  @Override
  public String toString() {
    return text;
  }
}
