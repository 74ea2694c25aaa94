package dev.errand.typecompiler;

import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import dev.errand.core.schema.JsonSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a request's schema, beyond the meta-schema's: it has no keyword that means nothing,
 * so that {@code requierd} is found, and no reference to another document.
 */
final class SchemaRules {

  /** Keywords whose value is one schema. */
  private static final Set<String> SCHEMA =
      Set.of(
          "additionalProperties",
          "items",
          "contains",
          "not",
          "if",
          "then",
          "else",
          "propertyNames",
          "unevaluatedItems",
          "unevaluatedProperties");

  /** Keywords whose value is a list of schemas. */
  private static final Set<String> SCHEMAS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");

  /** Keywords whose value has schemas as fields. */
  private static final Set<String> NAMED_SCHEMAS =
      Set.of("properties", "patternProperties", "dependentSchemas", "$defs");

  private static final Set<String> VALUES =
      Set.of(
          "type",
          "enum",
          "const",
          "required",
          "dependentRequired",
          "minProperties",
          "maxProperties",
          "minItems",
          "maxItems",
          "uniqueItems",
          "minContains",
          "maxContains",
          "minLength",
          "maxLength",
          "pattern",
          "format",
          "minimum",
          "maximum",
          "exclusiveMinimum",
          "exclusiveMaximum",
          "multipleOf",
          "title",
          "description",
          "default",
          "examples",
          "deprecated",
          "$comment",
          "$ref",
          "x-message");

  private final Map<String, Object> schema;
  private final List<Violation> violations = new ArrayList<>();

  SchemaRules(Map<String, Object> schema) {
    this.schema = schema;
  }

  List<Violation> violations() {
    check(schema, "");
    return violations;
  }

  private void check(Object node, String pointer) {
    if (!(node instanceof Map<?, ?> keywords)) {
      return;
    }
    keywords.forEach(
        (name, value) -> {
          String keyword = name.toString();
          String place = JsonTree.child(pointer, keyword);
          if (SCHEMA.contains(keyword)) {
            check(value, place);
          } else if (SCHEMAS.contains(keyword)) {
            List<?> schemas = (List<?>) value;
            for (int i = 0; i < schemas.size(); i++) {
              check(schemas.get(i), place + "/" + i);
            }
          } else if (NAMED_SCHEMAS.contains(keyword)) {
            ((Map<?, ?>) value).forEach((field, part) -> check(part, JsonTree.child(place, field)));
          } else if (!VALUES.contains(keyword)) {
            violations.add(new Violation(place, "There is no such keyword in a request's schema."));
          } else if (keyword.equals("$ref")) {
            checkReference(value.toString(), place);
          } else if (keyword.equals("format")) {
            checkFormat(value, place);
          }
        });
  }

  private void checkReference(String reference, String place) {
    if (!reference.startsWith("#/")
        || !(JsonTree.at(schema, reference.substring(1)).orElse("") instanceof Map)) {
      violations.add(new Violation(place, "Must lead to a schema of this request: #/$defs/NAME."));
    }
  }

  private void checkFormat(Object format, String place) {
    try {
      new JsonSchema(Map.of("format", format)).violations("");
    } catch (IllegalArgumentException e) {
      violations.add(new Violation(place, e.getMessage()));
    }
  }
}
