package dev.errand.worker.page;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads exact numbers from text. The fields have the last number. */
final class NumberText {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?[0-9]{1,38}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,38}");
  private static final int MAX_DIGITS = 18;

  private long unscaled;
  private int scale;

  /** The number if it does not fit into {@link #unscaled}, else null. */
  private BigDecimal big;

  private boolean isPlain;

  /** Reads a number. Returns false if it is none of the kind. */
  boolean read(byte[] in, int from, int to, boolean isInteger) {
    return readPlain(in, from, isInteger) == to || readOther(in, from, to, isInteger);
  }

  /**
   * Reads a number of digits with or without a decimal point that fits into a long. Returns the
   * offset after it; 0 if there is none.
   */
  int readPlain(byte[] in, int from, boolean isInteger) {
    boolean negative = in[from] == '-';
    int begin = negative ? from + 1 : from;
    long number = 0;
    int i = begin;
    int digit = in[i] - '0';
    while (digit >= 0 && digit <= 9) {
      number = number * 10 + digit;
      digit = in[++i] - '0';
    }
    int digits = i - begin;
    scale = 0;
    if (in[i] == '.' && digits > 0 && !isInteger) {
      int point = i;
      digit = in[++i] - '0';
      while (digit >= 0 && digit <= 9) {
        number = number * 10 + digit;
        digit = in[++i] - '0';
      }
      scale = i - point - 1;
      digits += scale;
      if (scale == 0) {
        return 0;
      }
    }
    unscaled = negative ? -number : number;
    big = null;
    isPlain = true;
    return digits > 0 && digits <= MAX_DIGITS ? i : 0;
  }

  /** Whether a byte can follow a number in JSON. */
  static boolean isEnd(int b) {
    return b == ',' || b == '}' || b == ']' || b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private boolean readOther(byte[] in, int from, int to, boolean isInteger) {
    if (to - from > 64) {
      return false;
    }
    String text = new String(in, from, to - from, StandardCharsets.ISO_8859_1);
    if (!(isInteger ? INTEGER : DECIMAL).matcher(text).matches()) {
      return false;
    }
    BigDecimal number = new BigDecimal(text);
    if (number.scale() < 0) {
      number = number.setScale(0);
    }
    isPlain = text.chars().noneMatch(c -> c == '+' || c == 'e' || c == 'E');
    if (number.precision() <= MAX_DIGITS && number.scale() <= MAX_DIGITS) {
      unscaled = number.unscaledValue().longValueExact();
      scale = number.scale();
      big = null;
      return true;
    }
    big = number;
    return true;
  }

  /** Whether the text has only digits, a decimal point and a minus sign. */
  boolean isPlain() {
    return isPlain;
  }

  boolean isBig() {
    return big != null;
  }

  long unscaled() {
    return unscaled;
  }

  int scale() {
    return scale;
  }

  BigDecimal decimal() {
    return big == null ? BigDecimal.valueOf(unscaled, scale) : big;
  }
}
