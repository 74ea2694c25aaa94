package dev.errand.worker.type;

/**
 * The form of {@code report.csv}.
 *
 * @param separator the character between fields
 * @param hasBom whether the file begins with a byte order mark
 * @param decimal the decimal separator, {@code .} or {@code ,}
 * @param isExact whether different texts have different fields, and no text has that of a missing
 *     value: an empty text has quotation marks, and an apostrophe is added also to a text like a
 *     formula after apostrophes
 */
public record CsvDialect(char separator, boolean hasBom, char decimal, boolean isExact) {

  /** RFC 4180, with a decimal point. */
  public static final CsvDialect DEFAULT = new CsvDialect(',', false, '.', true);
}
