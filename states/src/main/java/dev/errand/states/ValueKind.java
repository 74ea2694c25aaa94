package dev.errand.states;

import com.fasterxml.jackson.databind.JsonNode;

/** The kinds that {@code IsString} and its like tell apart. */
enum ValueKind {
  NULL("IsNull"),
  NUMERIC("IsNumeric"),
  STRING("IsString"),
  BOOLEAN("IsBoolean"),
  TIMESTAMP("IsTimestamp");

  private final String field;

  ValueKind(String field) {
    this.field = field;
  }

  String field() {
    return field;
  }

  boolean matches(JsonNode value) {
    return switch (this) {
      case NULL -> value.isNull();
      case NUMERIC -> value.isNumber();
      case STRING -> value.isTextual();
      case BOOLEAN -> value.isBoolean();
      case TIMESTAMP -> Timestamps.isTimestamp(value);
    };
  }
}
