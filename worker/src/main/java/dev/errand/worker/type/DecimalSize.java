package dev.errand.worker.type;

/**
 * How many digits a decimal has where a format fixes them.
 *
 * @param precision the number of all digits, 1 to 38
 * @param scale the number of digits after the point
 */
public record DecimalSize(int precision, int scale) {

  /** The maximum of {@link #precision}; most readers of Parquet allow no more. */
  public static final int MAX_PRECISION = 38;

  /** The size of a column that declares none. */
  public static final DecimalSize DEFAULT = new DecimalSize(MAX_PRECISION, 18);
}
