package dev.errand.worker.artifact;

import dev.errand.worker.type.Column;
import dev.errand.worker.type.CsvDialect;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;

/** Writes fields of the CSV, of one column, as values of Parquet. */
interface ParquetField {

  /**
   * Writes a field that has a value. Returns false, and writes nothing, if the value does not fit
   * into the type of the column.
   *
   * @param level the definition level of a value in the column
   */
  boolean write(CsvRowReader row, int field, ColumnWriter out, int level);

  /** The writer of a column. */
  static ParquetField of(Column column, CsvDialect csv) {
    return switch (column.type()) {
      case STRING -> ParquetField::text;
      case DECIMAL -> new ParquetDecimal(column.decimal(), csv.decimal());
      case INTEGER -> ParquetField::integer;
      case BOOLEAN ->
          (row, field, out, level) -> {
            out.write(row.bytes()[row.from(field)] == 't', 0, level);
            return true;
          };
      case DATE ->
          (row, field, out, level) -> {
            out.write((int) EpochTime.day(row.bytes(), row.from(field)), 0, level);
            return true;
          };
      case TIMESTAMP ->
          (row, field, out, level) -> {
            out.write(EpochTime.micros(row.bytes(), row.from(field), row.to(field)), 0, level);
            return true;
          };
    };
  }

  private static boolean text(CsvRowReader row, int field, ColumnWriter out, int level) {
    int from = row.textFrom(field);
    out.write(Binary.fromReusedByteArray(row.bytes(), from, row.to(field) - from), 0, level);
    return true;
  }

  private static boolean integer(CsvRowReader row, int field, ColumnWriter out, int level) {
    int from = row.from(field);
    BigInteger number =
        new BigInteger(
            new String(row.bytes(), from, row.to(field) - from, StandardCharsets.US_ASCII));
    if (number.bitLength() >= Long.SIZE) {
      return false;
    }
    out.write(number.longValue(), 0, level);
    return true;
  }
}
