package dev.errand.states.intrinsic;

import com.fasterxml.jackson.databind.JsonNode;
import dev.errand.states.value.StatesError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * The values that an intrinsic function is called with, each asked for by the kind it has to be.
 */
public record FunctionArguments(String function, List<JsonNode> values) {

  private static final BigDecimal HALF = new BigDecimal("0.5");

  int count() {
    return values.size();
  }

  JsonNode any(int index) {
    return values.get(index);
  }

  String text(int index) {
    JsonNode value = values.get(index);
    if (!value.isTextual()) {
      throw wrong(index, "has to be a text");
    }
    return value.textValue();
  }

  String textUpTo(int index, int length) {
    String text = text(index);
    if (text.length() > length) {
      throw wrong(index, "is longer than %d characters".formatted(length));
    }
    return text;
  }

  JsonNode array(int index) {
    JsonNode value = values.get(index);
    if (!value.isArray()) {
      throw wrong(index, "has to be an array");
    }
    return value;
  }

  JsonNode object(int index) {
    JsonNode value = values.get(index);
    if (!value.isObject()) {
      throw wrong(index, "has to be an object");
    }
    return value;
  }

  boolean flag(int index) {
    JsonNode value = values.get(index);
    if (!value.isBoolean()) {
      throw wrong(index, "has to be true or false");
    }
    return value.booleanValue();
  }

  /** Rounded to the nearest integer as {@link Math#round} does: a half goes up. */
  int integer(int index) {
    JsonNode value = values.get(index);
    if (!value.isNumber()) {
      throw wrong(index, "has to be a number");
    }
    try {
      BigDecimal rounded = value.decimalValue().add(HALF).setScale(0, RoundingMode.FLOOR);
      return rounded.intValueExact();
    } catch (ArithmeticException tooLarge) {
      throw wrong(index, "is outside of -2147483648 to 2147483647");
    }
  }

  int positive(int index) {
    int value = integer(index);
    if (value <= 0) {
      throw wrong(index, "has to be greater than 0");
    }
    return value;
  }

  StatesError wrong(int index, String what) {
    return StatesError.intrinsic("Argument %d of %s %s.".formatted(index + 1, function, what));
  }

  StatesError wrong(String what) {
    return StatesError.intrinsic("%s: %s.".formatted(function, what));
  }
}
