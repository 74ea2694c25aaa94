package dev.errand.core.request;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * How many characters a request takes at most in the container overrides of its task.
 *
 * <p>There it is a JSON text within a JSON text: {@code States.JsonToString} writes it, and the
 * overrides have it as a string. Both writers may escape what JSON lets them escape, so that a
 * character becomes six, {@code \}{@code u00e9}, and seven with the backslash that escapes the
 * first. What no writer escapes counts as itself.
 */
final class EscapedSize {

  private static final int ESCAPED = 7;
  private static final int QUOTE = 2;

  /** With spaces inside. */
  private static final int BRACKETS = 4;

  /** One for itself, one for a space that a writer may put behind it. */
  private static final int SEPARATOR = 2;

  /** For {@code .0}. */
  private static final int FRACTION = 2;

  /** Besides letters and digits; others, such as {@code <}, are escaped for the sake of HTML. */
  private static final String PLAIN = " !#$%()*+,-.:;?@[]^_{|}~";

  private EscapedSize() {}

  /** The maximum number of characters of a document of maps, lists and values. */
  static int of(Object document) {
    if (document instanceof Map<?, ?> object) {
      return object.entrySet().stream()
          .mapToInt(field -> of(field.getKey()) + of(field.getValue()) + 2 * SEPARATOR)
          .reduce(BRACKETS, EscapedSize::sum);
    }
    if (document instanceof List<?> array) {
      return array.stream()
          .mapToInt(element -> of(element) + SEPARATOR)
          .reduce(BRACKETS, EscapedSize::sum);
    }
    if (document instanceof String text) {
      return text.chars().map(EscapedSize::of).reduce(2 * QUOTE, EscapedSize::sum);
    }
    if (document instanceof Number number) {
      return digits(new BigDecimal(number.toString())) + FRACTION;
    }
    return String.valueOf(document).length();
  }

  /** Some writers write 1E+99 without an exponent. */
  private static int digits(BigDecimal number) {
    int sign = 1;
    int point = 2;
    return sign + point + number.precision() + Math.abs(number.scale());
  }

  private static int of(int character) {
    return isLetterOrDigit(character) || PLAIN.indexOf(character) >= 0 ? 1 : ESCAPED;
  }

  private static boolean isLetterOrDigit(int character) {
    return character < 0x80 && Character.isLetterOrDigit(character);
  }

  /** The sum, or the maximum of an int. */
  private static int sum(int one, int other) {
    return (int) Math.min(Integer.MAX_VALUE, (long) one + other);
  }
}
