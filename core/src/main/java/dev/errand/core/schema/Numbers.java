package dev.errand.core.schema;

import dev.errand.core.Violation;
import dev.errand.core.json.JsonTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Finds numbers with too many digits to calculate with. */
final class Numbers {

  /** The maximum number of digits before the decimal point, and after it. */
  private static final int MAX_DIGITS = 100;

  private Numbers() {}

  /**
   * Finds the numbers whose digits, written out, would fill the memory: {@code 1e999999999} is a
   * short text.
   */
  static void collectExtremes(Object node, String pointer, List<Violation> found) {
    if (node instanceof BigDecimal number
        && (number.scale() > MAX_DIGITS || number.precision() - number.scale() > MAX_DIGITS)) {
      found.add(
          new Violation(
              pointer,
              "Must be a number of at most %d digits before the point and behind it."
                  .formatted(MAX_DIGITS)));
    } else if (node instanceof Map<?, ?> object) {
      object.forEach(
          (field, value) -> collectExtremes(value, JsonTree.child(pointer, field), found));
    } else if (node instanceof List<?> array) {
      for (int i = 0; i < array.size(); i++) {
        collectExtremes(array.get(i), pointer + "/" + i, found);
      }
    }
  }
}
