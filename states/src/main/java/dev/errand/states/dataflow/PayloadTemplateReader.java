package dev.errand.states.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.jsonpath.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Reads templates of JSONPath. */
final class PayloadTemplateReader {

  private static final String DYNAMIC = ".$";

  private final Consumer<String> problems;

  PayloadTemplateReader(Consumer<String> problems) {
    this.problems = problems;
  }

  PayloadTemplate jsonPath(JsonNode node) {
    if (!node.isObject()) {
      return elements(node, (element, index) -> jsonPath(element));
    }
    Map<String, PayloadTemplate> fields = new LinkedHashMap<>();
    node.properties()
        .forEach(
            field -> {
              String name = field.getKey();
              if (name.endsWith(DYNAMIC)) {
                fields.put(
                    name.substring(0, name.length() - DYNAMIC.length()),
                    path(name, field.getValue()));
              } else {
                fields.put(name, jsonPath(field.getValue()));
              }
            });
    return new PayloadTemplate.Fields(fields);
  }

  private PayloadTemplate path(String name, JsonNode value) {
    try {
      if (value.isTextual()) {
        return new PayloadTemplate.PathField(name, Expression.parse(value.textValue()));
      }
    } catch (IllegalArgumentException e) {
      // the same refusal as for what is no text
    }
    problems.accept(
        "The value for the field '%s' must be a valid JSONPath or a valid intrinsic function call"
            .formatted(name));
    return new PayloadTemplate.Constant(value);
  }

  static PayloadTemplate elements(
      JsonNode node, BiFunction<JsonNode, Integer, PayloadTemplate> reader) {
    if (!node.isArray()) {
      return new PayloadTemplate.Constant(node);
    }
    List<PayloadTemplate> elements = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      elements.add(reader.apply(node.get(i), i));
    }
    return new PayloadTemplate.Elements(elements);
  }
}
