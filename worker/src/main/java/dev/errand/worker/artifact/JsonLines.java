package dev.errand.worker.artifact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.errand.worker.type.Column;
import dev.errand.worker.type.DeclaredType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * {@code report.jsonl}: an object for each row of the CSV, with the names of the columns. Decimals
 * are strings, so that they stay exact.
 *
 * @param type the type of the report
 */
public record JsonLines(DeclaredType type) {

  private static final int ROWS_BETWEEN_CHECKS = 1000;
  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the lines. It closes neither stream. */
  void write(InputStream csv, OutputStream out, Runnable stopCheck) throws IOException {
    CsvRowReader rows = new CsvRowReader(csv, type.output().csv().separator());
    rows.next();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
      int row = 0;
      while (rows.next()) {
        write(rows, json);
        if (++row % ROWS_BETWEEN_CHECKS == 0) {
          stopCheck.run();
        }
      }
      if (row > 0) {
        json.writeRaw('\n');
      }
    }
  }

  private void write(CsvRowReader row, JsonGenerator json) throws IOException {
    json.writeStartObject();
    for (int i = 0; i < row.fields(); i++) {
      Column column = type.columns().get(i);
      json.writeFieldName(column.name());
      if (row.isNull(i)) {
        json.writeNull();
        continue;
      }
      switch (column.type()) {
        case BOOLEAN -> json.writeBoolean(text(row, i).equals("true"));
        case INTEGER -> json.writeNumber(new BigInteger(text(row, i)));
        case DECIMAL -> json.writeString(text(row, i).replace(',', '.'));
        case DATE, TIMESTAMP -> bytes(row, i, row.from(i), json);
        case STRING -> bytes(row, i, row.textFrom(i), json);
      }
    }
    json.writeEndObject();
  }

  private static String text(CsvRowReader row, int field) {
    int from = row.from(field);
    return new String(row.bytes(), from, row.to(field) - from, StandardCharsets.US_ASCII);
  }

  private static void bytes(CsvRowReader row, int field, int from, JsonGenerator json)
      throws IOException {
    json.writeUTF8String(row.bytes(), from, row.to(field) - from);
  }
}
