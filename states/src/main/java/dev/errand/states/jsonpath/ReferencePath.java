package dev.errand.states.jsonpath;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.errand.states.value.Json;
import dev.errand.states.value.StatesError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path to exactly one place, to write to: {@code $.report.task} or {@code $.list[0]}. */
public final class ReferencePath {

  private static final Pattern STEP =
      Pattern.compile(
          "\\.(?<name>[^.\\[\\]'\"$@?*,:()\\s]+)|\\['(?<quoted>[^']+)'\\]|\\[(?<index>\\d{1,9})\\]");

  private final String text;
  private final List<Object> steps;

  private ReferencePath(String text, List<Object> steps) {
    this.text = text;
    this.steps = steps;
  }

  /** The whole of the data. */
  public static Optional<ReferencePath> root() {
    return Optional.of(new ReferencePath("$", List.of()));
  }

  /**
   * Reads a reference path.
   *
   * @throws IllegalArgumentException if it is not a reference path into the data
   */
  public static ReferencePath of(String text) {
    List<Object> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    int at = 1;
    while (at < text.length() && step.find(at) && step.start() == at) {
      if (step.group("index") != null) {
        steps.add(Integer.valueOf(step.group("index")));
      } else {
        steps.add(step.group("name") != null ? step.group("name") : step.group("quoted"));
      }
      at = step.end();
    }
    if (!text.startsWith("$") || at < text.length()) {
      throw new IllegalArgumentException(
          "is not a reference path: write names and indexes only, such as $.report.items[0]");
    }
    return new ReferencePath(text, List.copyOf(steps));
  }

  /**
   * The data with the value put in; objects that are missing on the way are made.
   *
   * @throws StatesError {@code States.ResultPathMatchFailure} if something else is in the way
   */
  public JsonNode write(JsonNode data, JsonNode value) {
    return write(data, 0, value);
  }

  private JsonNode write(JsonNode data, int depth, JsonNode value) {
    if (depth == steps.size()) {
      return value;
    }
    if (steps.get(depth) instanceof Integer index) {
      if (!data.isArray() || index >= data.size()) {
        throw mismatch(data);
      }
      ArrayNode copy = Json.MAPPER.createArrayNode();
      data.forEach(copy::add);
      copy.set(index, write(data.get(index), depth + 1, value));
      return copy;
    }
    if (!data.isObject() && !data.isMissingNode()) {
      throw mismatch(data);
    }
    ObjectNode copy = Json.object();
    data.properties().forEach(field -> copy.set(field.getKey(), field.getValue()));
    String name = (String) steps.get(depth);
    copy.set(name, write(data.path(name), depth + 1, value));
    return copy;
  }

  private StatesError mismatch(JsonNode data) {
    return new StatesError(
        "States.ResultPathMatchFailure",
        "Unable to apply ReferencePath %s to input %s".formatted(text, Json.write(data)));
  }
}
