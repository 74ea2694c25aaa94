package dev.errand.states.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.Timestamps;

/** The kinds of values that operators such as {@code IsString} distinguish. */
public enum ValueKind {
  NULL("IsNull"),
  NUMERIC("IsNumeric"),
  STRING("IsString"),
  BOOLEAN("IsBoolean"),
  TIMESTAMP("IsTimestamp");

  private final String field;

  ValueKind(String field) {
    this.field = field;
  }

  public String field() {
    return field;
  }

  public boolean matches(JsonNode value) {
    return switch (this) {
      case NULL -> value.isNull();
      case NUMERIC -> value.isNumber();
      case STRING -> value.isTextual();
      case BOOLEAN -> value.isBoolean();
      case TIMESTAMP -> Timestamps.isTimestamp(value);
    };
  }
}
