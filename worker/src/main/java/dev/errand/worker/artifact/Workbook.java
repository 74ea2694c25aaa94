package dev.errand.worker.artifact;

import dev.errand.worker.page.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code report.xlsx}: an Office Open XML workbook (ECMA-376) with the rows of the CSV, in several
 * sheets if one sheet is too small. Its bytes do not depend on the time.
 */
final class Workbook {

  /** The maximum number of rows of a sheet (Excel specifications and limits). */
  static final int MAX_ROWS = 1_048_576;

  private static final int ROWS_BETWEEN_CHECKS = 1000;

  private final WorkbookZip zip;
  private final TableLayout layout;
  private final int maxRows;
  private final Runnable stopCheck;

  private Workbook(WorkbookZip zip, TableLayout layout, int maxRows, Runnable stopCheck) {
    this.zip = zip;
    this.layout = layout;
    this.maxRows = maxRows;
    this.stopCheck = stopCheck;
  }

  /**
   * Writes the workbook. It closes neither stream.
   *
   * @param layout the form of the CSV and of the cells
   * @param maxRows the maximum number of rows of a sheet, with its header
   * @param stopCheck called repeatedly; throws to end the work
   */
  static void write(
      InputStream csv, OutputStream out, TableLayout layout, int maxRows, Runnable stopCheck)
      throws IOException {
    try (WorkbookZip zip = new WorkbookZip(out)) {
      Workbook workbook = new Workbook(zip, layout, maxRows, stopCheck);
      workbook.frame(workbook.sheets(csv));
      zip.finish();
    }
  }

  private int sheets(InputStream csv) throws IOException {
    CsvRowReader rows = new CsvRowReader(csv, layout.dialect().separator());
    rows.next();
    String[] header = new String[rows.fields()];
    for (int column = 0; column < header.length; column++) {
      int from = rows.from(column);
      header[column] =
          new String(rows.bytes(), from, rows.to(column) - from, StandardCharsets.UTF_8);
    }
    int sheets = 1;
    int row = 1;
    begin(sheets, header);
    while (rows.next()) {
      if (row == maxRows) {
        end();
        begin(++sheets, header);
        row = 1;
      }
      row++;
      new SheetWriter(zip.block(), layout).record(rows);
      zip.writeIfFull();
      if (row % ROWS_BETWEEN_CHECKS == 0) {
        stopCheck.run();
      }
    }
    end();
    return sheets;
  }

  private void begin(int number, String[] header) throws IOException {
    zip.begin("xl/worksheets/sheet" + number + ".xml");
    new SheetWriter(zip.block(), layout).begin(header);
  }

  private void end() throws IOException {
    new SheetWriter(zip.block(), layout).end();
    zip.end();
  }

  /**
   * Writes the other parts of the workbook: ECMA-376 part 1, sections 12.3 and 18.2; part 2, 10.1.
   */
  private void frame(int sheets) throws IOException {
    part("xl/styles.xml", WorkbookXml.styles(layout.hasDates()));
    part("xl/workbook.xml", WorkbookXml.workbook(sheets));
    part("xl/_rels/workbook.xml.rels", WorkbookXml.workbookRelationships(sheets));
    part("_rels/.rels", WorkbookXml.relationships());
    part("[Content_Types].xml", WorkbookXml.contentTypes(sheets));
  }

  private void part(String name, String content) throws IOException {
    zip.begin(name);
    Bytes block = zip.block();
    block.append(content.getBytes(StandardCharsets.UTF_8));
    zip.end();
  }
}
