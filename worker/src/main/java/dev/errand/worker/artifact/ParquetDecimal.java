package dev.errand.worker.artifact;

import dev.errand.worker.type.DecimalSize;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Writes decimals: the unscaled value as a number, or as big-endian bytes of two's complement. */
final class ParquetDecimal implements ParquetField {

  private static final long[] TENS = new long[ParquetSchema.DIGITS_OF_LONG + 1];

  static {
    TENS[0] = 1;
    for (int i = 1; i < TENS.length; i++) {
      TENS[i] = 10 * TENS[i - 1];
    }
  }

  private final int precision;
  private final int scale;
  private final char point;
  private final byte[] bytes;

  /** Creates a writer; {@code point} is the decimal separator of the CSV. */
  ParquetDecimal(DecimalSize size, char point) {
    this.precision = size.precision();
    this.scale = size.scale();
    this.point = point;
    this.bytes = new byte[bytes(precision)];
  }

  /** The number of bytes that hold every decimal of a precision. */
  static int bytes(int precision) {
    return BigInteger.TEN.pow(precision).bitLength() / 8 + 1;
  }

  @Override
  public boolean write(CsvRowReader row, int field, ColumnWriter out, int level) {
    byte[] text = row.bytes();
    int from = row.from(field);
    int to = row.to(field);
    boolean isNegative = text[from] == '-';
    long number = 0;
    int digits = 0;
    int decimals = 0;
    boolean afterPoint = false;
    for (int i = isNegative ? from + 1 : from; i < to; i++) {
      if (text[i] == point) {
        afterPoint = true;
      } else {
        number = 10 * number + text[i] - '0';
        digits++;
        decimals += afterPoint ? 1 : 0;
      }
    }
    int zeros = scale - decimals;
    if (zeros < 0 || digits + zeros > ParquetSchema.DIGITS_OF_LONG) {
      return write(new String(text, from, to - from, StandardCharsets.US_ASCII), out, level);
    }
    long unscaled = (isNegative ? -number : number) * TENS[zeros];
    if (Math.abs(unscaled) >= (precision < TENS.length ? TENS[precision] : Long.MAX_VALUE)) {
      return false;
    }
    write(unscaled, out, level);
    return true;
  }

  private boolean write(String text, ColumnWriter out, int level) {
    BigDecimal number = new BigDecimal(text.replace(point, '.')).stripTrailingZeros();
    if (number.scale() > scale) {
      return false;
    }
    BigInteger unscaled = number.setScale(scale, RoundingMode.UNNECESSARY).unscaledValue();
    if (unscaled.abs().compareTo(BigInteger.TEN.pow(precision)) >= 0) {
      return false;
    }
    if (precision <= ParquetSchema.DIGITS_OF_LONG) {
      write(unscaled.longValueExact(), out, level);
      return true;
    }
    byte[] value = unscaled.toByteArray();
    Arrays.fill(
        bytes, 0, bytes.length - value.length, (byte) unscaled.signum() < 0 ? (byte) -1 : 0);
    System.arraycopy(value, 0, bytes, bytes.length - value.length, value.length);
    out.write(Binary.fromReusedByteArray(bytes), 0, level);
    return true;
  }

  private void write(long unscaled, ColumnWriter out, int level) {
    if (precision <= ParquetSchema.DIGITS_OF_INT) {
      out.write((int) unscaled, 0, level);
      return;
    }
    if (precision <= ParquetSchema.DIGITS_OF_LONG) {
      out.write(unscaled, 0, level);
      return;
    }
    long rest = unscaled;
    for (int i = bytes.length - 1; i >= 0; i--) {
      bytes[i] = (byte) rest;
      rest >>= 8;
    }
    out.write(Binary.fromReusedByteArray(bytes), 0, level);
  }
}
