package dev.errand.worker.artifact;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/**
 * {@code report.xlsx}, made from the finished CSV, row by row. Further sheets take what one cannot
 * hold. Nothing in it depends on when it is made.
 */
final class Workbooks {

  /** Rows of a sheet, as Excel's specifications give them. */
  private static final int MAX_ROWS = 1_048_576;

  /** Characters of a cell, as Excel's specifications give them. */
  private static final int MAX_CHARACTERS = 32_767;

  /** Excel calculates with so many digits; a number with more would be changed. */
  private static final int EXACT_DIGITS = 15;

  private static final int ROWS_IN_MEMORY = 1000;
  private static final int[] WIDTHS = {38, 38, 20, 16, 10, 12, 28, 40};

  private Workbooks() {}

  static void write(InputStream csv, OutputStream out, Runnable stopCheck) throws IOException {
    try (CsvReader<CsvRecord> records =
            CsvReader.builder()
                .maxBufferSize(Integer.MAX_VALUE / 4)
                .ofCsvRecord(new InputStreamReader(csv, StandardCharsets.UTF_8));
        Workbook workbook = new Workbook(out, "Errand", null)) {
      Worksheet sheet = null;
      CsvRecord header = null;
      int row = 0;
      int sheets = 0;
      for (CsvRecord record : records) {
        if (header == null) {
          header = record;
          continue;
        }
        if (sheet == null || row == MAX_ROWS) {
          if (sheet != null) {
            sheet.finish();
          }
          sheet = begin(workbook, ++sheets, header);
          row = 1;
        }
        write(sheet, row++, record);
        if (row % ROWS_IN_MEMORY == 0) {
          sheet.flush();
          stopCheck.run();
        }
      }
      if (sheet == null && header != null) {
        begin(workbook, 1, header);
      }
    }
  }

  private static Worksheet begin(Workbook workbook, int number, CsvRecord header) {
    Worksheet sheet = workbook.newWorksheet(number == 1 ? "Records" : "Records " + number);
    sheet.freezePane(0, 1);
    for (int column = 0; column < header.getFieldCount(); column++) {
      sheet.width(column, WIDTHS[column]);
      sheet.inlineString(0, column, header.getField(column));
      sheet.style(0, column).bold().set();
    }
    return sheet;
  }

  private static void write(Worksheet sheet, int row, CsvRecord record) {
    for (int column = 0; column < record.getFieldCount(); column++) {
      String field = record.getField(column);
      switch (column) {
        case 2 -> time(sheet, row, column, field);
        case 3 -> amount(sheet, row, column, new BigDecimal(field));
        default -> sheet.inlineString(row, column, bounded(field));
      }
    }
  }

  private static void time(Worksheet sheet, int row, int column, String field) {
    LocalDateTime time = OffsetDateTime.parse(field).toLocalDateTime();
    if (time.getYear() < 1901) {
      sheet.inlineString(row, column, field);
    } else {
      sheet.style(row, column).format("yyyy-mm-dd hh:mm:ss").set();
      sheet.value(row, column, time);
    }
  }

  private static void amount(Worksheet sheet, int row, int column, BigDecimal amount) {
    if (amount.precision() > EXACT_DIGITS) {
      sheet.inlineString(row, column, amount.toPlainString());
    } else {
      sheet.style(row, column).format(format(amount.scale())).set();
      sheet.value(row, column, amount);
    }
  }

  private static String format(int scale) {
    return scale == 0 ? "0" : "0." + "0".repeat(scale);
  }

  private static String bounded(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS - 1) + "…";
  }
}
