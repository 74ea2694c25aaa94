package dev.errand.worker.artifact;

import dev.errand.core.FailureCode;
import dev.errand.worker.failure.WorkerFailure;
import dev.errand.worker.type.Column;
import dev.errand.worker.type.DeclaredType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.column.ColumnWriter;

/**
 * {@code report.parquet}: the rows of the CSV in an Apache Parquet file, with the names of the
 * columns. Its bytes do not depend on the time.
 *
 * @param type the type of the report
 */
public record ParquetTable(DeclaredType type) {

  private static final int ROWS_BETWEEN_CHECKS = 1000;

  /**
   * Writes the file. It closes neither stream.
   *
   * @throws WorkerFailure if a value does not fit into the type of its column
   */
  void write(InputStream csv, OutputStream out, Runnable stopCheck) throws IOException {
    CsvRowReader rows = new CsvRowReader(csv, type.output().csv().separator());
    rows.next();
    List<ParquetField> fields =
        type.columns().stream()
            .map(column -> ParquetField.of(column, type.output().csv()))
            .toList();
    try (ParquetRows file = new ParquetRows(ParquetSchema.of(type), out)) {
      while (rows.next()) {
        for (int i = 0; i < fields.size(); i++) {
          write(rows, i, fields.get(i), file);
        }
        file.endRow(rows.length());
        if (file.count() % ROWS_BETWEEN_CHECKS == 0) {
          stopCheck.run();
        }
      }
      file.finish();
    }
  }

  private void write(CsvRowReader row, int index, ParquetField field, ParquetRows file) {
    Column column = type.columns().get(index);
    ColumnWriter out = file.column(index);
    if (column.isOptional() && row.isNull(index)) {
      out.writeNull(0, 0);
    } else if (!field.write(row, index, out, column.isOptional() ? 1 : 0)) {
      throw new WorkerFailure(
          FailureCode.RECORDS_INCONSISTENT,
          "%s of record %d does not fit into the type of its column in report.parquet, %s. Correct the record, or declare another type or precision."
              .formatted(column.name(), file.count() + 1, ParquetSchema.nameOf(column)));
    }
  }
}
