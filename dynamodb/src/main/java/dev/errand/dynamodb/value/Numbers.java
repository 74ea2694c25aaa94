package dev.errand.dynamodb.value;

import dev.errand.dynamodb.DynamoDbException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * DynamoDB's numbers: up to 38 significant digits, magnitudes from 1E-130 to 9.99...E+125, exact.
 * Source: "Supported data types and naming rules in Amazon DynamoDB".
 */
public final class Numbers {

  private static final int MAX_DIGITS = 38;
  private static final int MAX_EXPONENT = 125;
  private static final int MIN_EXPONENT = -130;

  /** Longer texts cannot be a number in range and would only cost time. */
  private static final int MAX_LENGTH = 1024;

  private static final Pattern SYNTAX =
      Pattern.compile("(?<significand>[+-]?(\\d+(\\.\\d*)?|\\.\\d+))([eE](?<exponent>[+-]?\\d+))?");

  /** A number with a larger exponent is always out of range. */
  private static final int MAX_EXPONENT_BITS = 16;

  private Numbers() {}

  /**
   * Reads a number.
   *
   * @return its normal form: no trailing zeros, so that equal numbers are equal objects
   * @throws DynamoDbException if it is no number or out of range
   */
  public static BigDecimal parse(String text) {
    if (text.isEmpty()) {
      throw DynamoDbException.validation("The parameter cannot be converted to a numeric value");
    }
    Matcher syntax = SYNTAX.matcher(text);
    if (text.length() > MAX_LENGTH || !syntax.matches()) {
      throw DynamoDbException.validation(
          "The parameter cannot be converted to a numeric value: " + text);
    }
    return checked(number(syntax.group("significand"), syntax.group("exponent")));
  }

  private static BigDecimal number(String significand, String exponent) {
    BigDecimal number = new BigDecimal(significand);
    BigInteger power = exponent == null ? BigInteger.ZERO : new BigInteger(exponent);
    if (number.signum() == 0) {
      return BigDecimal.ZERO;
    }
    if (power.bitLength() > MAX_EXPONENT_BITS) {
      throw power.signum() > 0 ? overflow() : underflow();
    }
    return number.scaleByPowerOfTen(power.intValue());
  }

  /**
   * The normal form of a computed number. DynamoDB calls a result with too many digits an overflow.
   */
  public static BigDecimal computed(BigDecimal number) {
    if (number.signum() != 0 && number.stripTrailingZeros().precision() > MAX_DIGITS) {
      throw overflow();
    }
    return checked(number);
  }

  private static BigDecimal checked(BigDecimal number) {
    BigDecimal normal = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    int exponent = exponent(normal);
    if (exponent > MAX_EXPONENT) {
      throw overflow();
    }
    if (exponent < MIN_EXPONENT) {
      throw underflow();
    }
    if (normal.precision() > MAX_DIGITS) {
      throw DynamoDbException.validation(
          "Attempting to store more than 38 significant digits in a Number");
    }
    return normal;
  }

  private static DynamoDbException overflow() {
    return DynamoDbException.validation(
        "Number overflow. Attempting to store a number with magnitude larger than supported"
            + " range");
  }

  private static DynamoDbException underflow() {
    return DynamoDbException.validation(
        "Number underflow. Attempting to store a number with magnitude smaller than supported"
            + " range");
  }

  /** The text that DynamoDB returns: never an exponent. */
  public static String text(BigDecimal number) {
    return number.toPlainString();
  }

  /** The power of ten of the first digit; 0 for zero. */
  static int exponent(BigDecimal number) {
    return number.signum() == 0 ? 0 : number.precision() - number.scale() - 1;
  }

  /** Bytes that count for an item's size: about one for two digits, and one. */
  static int size(BigDecimal number) {
    if (number.signum() == 0) {
      return 1;
    }
    int digits = number.precision();
    boolean unaligned = digits % 2 == 0 && exponent(number) % 2 == 0;
    return 1 + (digits + 1) / 2 + (unaligned ? 1 : 0) + (number.signum() < 0 ? 1 : 0);
  }
}
