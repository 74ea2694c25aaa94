package dev.errand.states.value;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;

/** Numbers in the fields of a state; a text that is a number is one. */
public final class NumericValues {

  private NumericValues() {}

  public static Optional<BigDecimal> decimal(JsonNode value) {
    if (!value.isNumber() && !value.isTextual()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(value.asText()));
    } catch (NumberFormatException noNumber) {
      return Optional.empty();
    }
  }

  public static Optional<Long> whole(JsonNode value) {
    try {
      return decimal(value).map(BigDecimal::longValueExact);
    } catch (ArithmeticException notWhole) {
      return Optional.empty();
    }
  }
}
