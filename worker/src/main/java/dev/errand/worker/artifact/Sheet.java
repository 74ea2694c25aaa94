package dev.errand.worker.artifact;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Writer;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Writes one sheet of a workbook: ECMA-376 part 1, section 18.3. */
final class Sheet {

  /** Characters of a cell, as Excel's specifications give them. */
  private static final int MAX_CHARACTERS = 32_767;

  /** Excel calculates with so many digits; a number with more would be changed. */
  private static final int EXACT_DIGITS = 15;

  private static final int TIME_COLUMN = 2;
  private static final int AMOUNT_COLUMN = 3;
  private static final int[] WIDTHS = {38, 38, 20, 16, 10, 12, 28, 40};

  /** Days from Excel's day 0 to 1970-01-01. */
  private static final long EPOCH = 25_569;

  private static final int SECONDS_OF_DAY = 86_400;

  private final Writer xml;

  Sheet(Writer xml) {
    this.xml = xml;
  }

  void begin(CsvRecord header) throws IOException {
    xml.write(
        """
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
        <sheetViews><sheetView workbookViewId="0">\
        <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
        </sheetView></sheetViews><cols>""");
    for (int column = 0; column < header.getFieldCount(); column++) {
      xml.write(
          "<col min=\"%1$d\" max=\"%1$d\" width=\"%2$d\" customWidth=\"1\"/>"
              .formatted(column + 1, WIDTHS[column]));
    }
    xml.write("</cols><sheetData><row r=\"1\">");
    for (int column = 0; column < header.getFieldCount(); column++) {
      text(1, column, WorkbookXml.BOLD, header.getField(column));
    }
    xml.write("</row>");
  }

  void record(int row, CsvRecord record) throws IOException {
    xml.write("<row r=\"");
    xml.write(String.valueOf(row));
    xml.write("\">");
    for (int column = 0; column < record.getFieldCount(); column++) {
      String field = record.getField(column);
      if (column == TIME_COLUMN) {
        time(row, column, field);
      } else if (column == AMOUNT_COLUMN) {
        amount(row, column, field);
      } else if (!field.isEmpty()) {
        text(row, column, 0, field);
      }
    }
    xml.write("</row>");
  }

  void end() throws IOException {
    xml.write("</sheetData></worksheet>");
  }

  /** A number of days; the calendar of Excel is right from March 1900 on. */
  private void time(int row, int column, String field) throws IOException {
    OffsetDateTime time = OffsetDateTime.parse(field).withOffsetSameInstant(ZoneOffset.UTC);
    if (time.getYear() < 1901) {
      text(row, column, 0, field);
      return;
    }
    long second = time.toEpochSecond();
    long day = Math.floorDiv(second, SECONDS_OF_DAY) + EPOCH;
    long fraction = Math.floorMod(second, SECONDS_OF_DAY) * 1_000_000_000L / SECONDS_OF_DAY;
    number(row, column, WorkbookXml.TIME, day + "." + String.format("%09d", fraction));
  }

  private void amount(int row, int column, String field) throws IOException {
    int point = field.indexOf('.');
    int decimals = point < 0 ? 0 : field.length() - point - 1;
    if (field.length() > EXACT_DIGITS) {
      text(row, column, 0, field);
    } else {
      number(row, column, WorkbookXml.NUMBER + decimals, field);
    }
  }

  private void number(int row, int column, int style, String number) throws IOException {
    cell(row, column, style);
    xml.write("><v>");
    xml.write(number);
    xml.write("</v></c>");
  }

  private void text(int row, int column, int style, String text) throws IOException {
    cell(row, column, style);
    xml.write(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    XmlText.write(bounded(text), xml);
    xml.write("</t></is></c>");
  }

  private void cell(int row, int column, int style) throws IOException {
    xml.write("<c r=\"");
    xml.write('A' + column);
    xml.write(String.valueOf(row));
    if (style != 0) {
      xml.write("\" s=\"");
      xml.write(String.valueOf(style));
    }
    xml.write('"');
  }

  private static String bounded(String text) {
    if (text.length() <= MAX_CHARACTERS) {
      return text;
    }
    int end = MAX_CHARACTERS - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }
}
