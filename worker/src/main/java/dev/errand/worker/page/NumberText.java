package dev.errand.worker.page;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads exact numbers from text. The fields have the last number. */
final class NumberText {

  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?[0-9]{1,38}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");
  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,38}");
  private static final int MOST_DIGITS = 18;

  private long unscaled;
  private int scale;

  /** The number if it does not fit into {@link #unscaled}, else null. */
  private BigDecimal big;

  private boolean isPlain;

  /** Reads a number. Returns false if it is none of the kind. */
  boolean read(byte[] in, int from, int to, boolean isInteger) {
    boolean negative = from < to && in[from] == '-';
    int begin = negative ? from + 1 : from;
    long number = 0;
    int point = -1;
    for (int i = begin; i < to; i++) {
      int digit = in[i] - '0';
      if (digit >= 0 && digit <= 9) {
        number = number * 10 + digit;
      } else if (in[i] == '.' && point < 0 && i > begin && !isInteger) {
        point = i;
      } else {
        return readOther(in, from, to, isInteger);
      }
    }
    int decimals = point < 0 ? 0 : to - point - 1;
    int digits = to - begin - (point < 0 ? 0 : 1);
    if (digits == 0 || digits > MOST_DIGITS || (point >= 0 && decimals == 0)) {
      return readOther(in, from, to, isInteger);
    }
    unscaled = negative ? -number : number;
    scale = decimals;
    big = null;
    isPlain = true;
    return true;
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
    isPlain = false;
    if (number.precision() <= MOST_DIGITS && number.scale() <= MOST_DIGITS) {
      unscaled = number.unscaledValue().longValueExact();
      scale = number.scale();
      big = null;
      return true;
    }
    big = number;
    return true;
  }

  /** Whether the text has only digits and a decimal point, and fits into a long. */
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
