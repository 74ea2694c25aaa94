package dev.errand.core.schema;

import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import dev.harrel.jsonschema.Error;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is wrong with a field and how to correct it, made of the schema's words alone, so that no
 * value of a request can be in it. A schema's {@code x-message} replaces the sentence that its
 * keywords give.
 */
final class Detail {

  /** The keyword of a schema that says what a value has to be, for people. */
  static final String MESSAGE = "x-message";

  private static final String SEPARATOR = "\n";

  private Detail() {}

  /** What of the library's message is needed: which elements or fields it is about. */
  static String argument(String key, Object... arguments) {
    return switch (key) {
      case "uniqueItems" -> arguments[0].toString();
      case "required", "dependentRequired" ->
          ((Collection<?>) arguments[0])
              .stream().map(Object::toString).sorted().collect(Collectors.joining(SEPARATOR));
      default -> key;
    };
  }

  /**
   * The violations that an error is.
   *
   * @param schema the schema whose keyword failed
   */
  static List<Violation> of(Error error, Map<?, ?> schema) {
    String pointer = error.getInstanceLocation();
    String keyword = Optional.ofNullable(error.getKeyword()).orElse("");
    return switch (keyword) {
      case "required", "dependentRequired" ->
          Stream.of(error.getError().split(SEPARATOR))
              .sorted(Comparator.comparing(elements(schema, "required")::indexOf))
              .map(
                  field -> new Violation(JsonTree.child(pointer, field), "This field is required."))
              .toList();
      case "uniqueItems" ->
          List.of(new Violation(pointer + "/" + error.getError(), "Is in the list twice."));
      case "" -> List.of(new Violation(pointer, "There is no such field. Remove it."));
      default -> List.of(new Violation(pointer, sentence(keyword, schema)));
    };
  }

  /** Only the meta-schema is in another document, so that its keyword is in no schema here. */
  private static String sentence(String keyword, Map<?, ?> schema) {
    if (schema.get(MESSAGE) instanceof String message) {
      return message;
    }
    return schema.containsKey(keyword)
        ? "Must " + demand(keyword, schema) + "."
        : "Is no JSON Schema (2020-12): see %s.".formatted(keyword);
  }

  private static String demand(String keyword, Map<?, ?> schema) {
    Object value = schema.get(keyword);
    return switch (keyword) {
      case "type" -> "be " + either(types(value));
      case "enum" -> "be one of " + String.join(", ", texts(elements(schema, keyword)));
      case "const" -> "be " + value;
      case "format" -> "be " + TextFormat.ofWord(value.toString()).example();
      case "pattern" -> "match the regular expression " + value;
      case "minLength", "maxLength" -> "have " + range(schema, "Length") + " characters";
      case "minItems", "maxItems" -> "have " + range(schema, "Items") + " elements";
      case "minProperties", "maxProperties" -> "have " + range(schema, "Properties") + " fields";
      case "minimum" -> "be " + value + " or more";
      case "maximum" -> "be " + value + " or less";
      case "exclusiveMinimum" -> "be more than " + value;
      case "exclusiveMaximum" -> "be less than " + value;
      case "multipleOf" -> "be a multiple of " + value;
      default -> "be what " + keyword + " in the schema says";
    };
  }

  private static String range(Map<?, ?> schema, String what) {
    Object min = schema.get("min" + what);
    Object max = schema.get("max" + what);
    if (min == null) {
      return "at most " + max;
    }
    return max == null ? "at least " + min : min + " to " + max;
  }

  private static List<String> types(Object value) {
    return (value instanceof List<?> several ? several : List.of(value))
        .stream()
            .map(
                word ->
                    switch (word.toString()) {
                      case "object" -> "an object";
                      case "array" -> "a list";
                      case "string" -> "a text";
                      case "integer" -> "a whole number";
                      case "number" -> "a number";
                      case "boolean" -> "true or false";
                      default -> word.toString();
                    })
            .toList();
  }

  private static String either(List<String> words) {
    return String.join(" or ", words);
  }

  private static List<?> elements(Map<?, ?> schema, String keyword) {
    return schema.get(keyword) instanceof List<?> list ? list : List.of();
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(String::valueOf).toList();
  }
}
