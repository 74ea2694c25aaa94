package dev.errand.worker.artifact;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * {@code report.xlsx}: an Office Open XML workbook (ECMA-376), made from the finished CSV, row by
 * row. Further sheets take what one cannot hold. Nothing in it depends on when it is made.
 */
final class Workbook {

  /** Rows of a sheet, as Excel's specifications give them. */
  static final int MAX_ROWS = 1_048_576;

  private static final LocalDateTime SAME_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);
  private static final int ROWS_BETWEEN_CHECKS = 1000;

  private final ZipOutputStream zip;
  private final Writer xml;
  private final int maxRows;
  private final Runnable stopCheck;

  private Workbook(OutputStream out, int maxRows, Runnable stopCheck) {
    this.zip = new ZipOutputStream(out);
    this.zip.setLevel(Deflater.BEST_SPEED);
    this.xml = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8), 64 << 10);
    this.maxRows = maxRows;
    this.stopCheck = stopCheck;
  }

  /**
   * Writes the workbook; closes neither stream.
   *
   * @param maxRows rows of a sheet, with its header
   * @param stopCheck called again and again; throws to end the work
   */
  static void write(InputStream csv, OutputStream out, int maxRows, Runnable stopCheck)
      throws IOException {
    Workbook workbook = new Workbook(out, maxRows, stopCheck);
    int sheets = workbook.sheets(csv);
    workbook.frame(sheets);
    workbook.xml.flush();
    workbook.zip.finish();
  }

  private int sheets(InputStream csv) throws IOException {
    int sheets = 0;
    int row = maxRows;
    Sheet sheet = null;
    CsvRecord header = null;
    CsvReader<CsvRecord> records =
        CsvReader.builder()
            .maxBufferSize(Integer.MAX_VALUE / 4)
            .ofCsvRecord(new InputStreamReader(csv, StandardCharsets.UTF_8));
    for (CsvRecord record : records) {
      if (header == null) {
        header = record;
        sheet = begin(++sheets, header);
        row = 1;
        continue;
      }
      if (row == maxRows) {
        end(sheet);
        sheet = begin(++sheets, header);
        row = 1;
      }
      sheet.record(++row, record);
      if (row % ROWS_BETWEEN_CHECKS == 0) {
        stopCheck.run();
      }
    }
    end(sheet);
    return sheets;
  }

  private Sheet begin(int number, CsvRecord header) throws IOException {
    entry("xl/worksheets/sheet" + number + ".xml");
    Sheet sheet = new Sheet(xml);
    sheet.begin(header);
    return sheet;
  }

  private void end(Sheet sheet) throws IOException {
    sheet.end();
    close();
  }

  /** What makes sheets a workbook: ECMA-376 part 1, sections 12.3 and 18.2; part 2, 10.1. */
  private void frame(int sheets) throws IOException {
    part("xl/styles.xml", WorkbookXml.styles());
    part("xl/workbook.xml", WorkbookXml.workbook(sheets));
    part("xl/_rels/workbook.xml.rels", WorkbookXml.workbookRelationships(sheets));
    part("_rels/.rels", WorkbookXml.relationships());
    part("[Content_Types].xml", WorkbookXml.contentTypes(sheets));
  }

  private void part(String name, String content) throws IOException {
    entry(name);
    xml.write(content);
    close();
  }

  private void entry(String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(SAME_TIME);
    zip.putNextEntry(entry);
    xml.write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
  }

  private void close() throws IOException {
    xml.flush();
    zip.closeEntry();
  }
}
