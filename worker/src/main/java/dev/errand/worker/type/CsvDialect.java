package dev.errand.worker.type;

/**
 * The form of {@code report.csv}.
 *
 * @param separator the character between fields
 * @param hasBom whether the file begins with a byte order mark
 * @param decimal the decimal separator, {@code .} or {@code ,}
 */
public record CsvDialect(char separator, boolean hasBom, char decimal) {

  /** RFC 4180, with a decimal point. */
  public static final CsvDialect DEFAULT = new CsvDialect(',', false, '.');
}
