package dev.errand.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.dataflow.FieldValue;
import dev.errand.states.jsonata.JsonataExpression;
import java.util.Optional;

/** Reads fields that are a value, and whose twin ending in {@code Path} is a path to one. */
record FieldValueReader(Fields fields) {

  static final String NO_REFERENCE_PATH = "Value is not a Reference Path";

  Optional<FieldValue> integer(String field, long minimum, long maximum) {
    return read(field).or(() -> written(field, fields.integer(field, minimum, maximum)));
  }

  Optional<FieldValue> decimal(String field, String minimum, String maximum) {
    return read(field).or(() -> written(field, fields.number(field, "Number", minimum, maximum)));
  }

  private static Optional<FieldValue> written(String field, Optional<JsonNode> value) {
    return value.map(number -> new FieldValue.Literal(field, number));
  }

  Optional<FieldValue> text(String field) {
    return read(field)
        .or(
            () -> {
              fields.text(field);
              return written(
                  field, Optional.of(fields.any(field)).filter(value -> value.isTextual()));
            });
  }

  /** A path or an expression; nothing if the value is written out or not there. */
  Optional<FieldValue> read(String field) {
    fields.any(field);
    fields.exclude(field, field + "Path");
    return fields.isJsonata() ? query(field) : path(field + "Path");
  }

  Optional<FieldValue> path(String field) {
    return fields.path(field, NO_REFERENCE_PATH).map(path -> new FieldValue.ByPath(field, path));
  }

  Optional<FieldValue> query(String field) {
    JsonNode value = fields.any(field);
    if (!value.isTextual() || !JsonataExpression.isExpression(value.textValue())) {
      return Optional.empty();
    }
    return JsonataExpression.read(value.textValue(), fields.path(field), fields::jsonataProblem)
        .map(expression -> new FieldValue.ByQuery(fields.path(field), expression));
  }
}
