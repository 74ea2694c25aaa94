package dev.errand.worker.artifact;

import dev.errand.worker.page.Bytes;
import java.nio.charset.StandardCharsets;

/**
 * Writes one sheet of a workbook (ECMA-376 part 1, section 18.3). Rows and cells have no optional
 * references ({@code r}), because these cost most of the time of compression.
 */
final class SheetWriter {

  /** The maximum length of a cell (Excel specifications and limits). */
  private static final int MAX_CHARACTERS = 32_767;

  /** The number of significant digits of Excel. It rounds numbers with more digits. */
  private static final int EXACT_DIGITS = 15;

  private static final byte[] ROW = ascii("<row>");
  private static final byte[] ROW_END = ascii("</row>");
  private static final byte[] CELL = ascii("<c");
  private static final byte[] EMPTY_CELL = ascii("<c/>");
  private static final byte[] STYLE = ascii(" s=\"");
  private static final byte[] STYLE_END = ascii("\"");
  private static final byte[] VALUE = ascii("><v>");
  private static final byte[] VALUE_END = ascii("</v></c>");
  private static final byte[] TEXT = ascii(" t=\"inlineStr\"><is><t>");
  private static final byte[] SPACED_TEXT =
      ascii(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  private static final byte[] TEXT_END = ascii("</t></is></c>");

  private final Bytes xml;
  private final TableLayout layout;

  SheetWriter(Bytes xml, TableLayout layout) {
    this.xml = xml;
    this.layout = layout;
  }

  void begin(String[] header) {
    xml.append(
        ascii(
            """
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">\
            <sheetViews><sheetView workbookViewId="0">\
            <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>\
            </sheetView></sheetViews><cols>"""));
    for (int column = 0; column < header.length; column++) {
      xml.append(
          ascii(
              "<col min=\"%1$d\" max=\"%1$d\" width=\"%2$d\" customWidth=\"1\"/>"
                  .formatted(column + 1, layout.widths().get(column))));
    }
    xml.append(ascii("</cols><sheetData><row>"));
    for (int column = 0; column < header.length; column++) {
      byte[] text = header[column].getBytes(StandardCharsets.UTF_8);
      text(WorkbookXml.BOLD, text, 0, text.length);
    }
    xml.append(ROW_END);
  }

  void record(CsvRowReader csv) {
    xml.append(ROW);
    for (int column = 0; column < csv.fields(); column++) {
      int from = csv.from(column);
      int to = csv.to(column);
      if (from == to) {
        xml.append(EMPTY_CELL);
      } else {
        cell(layout.cells().get(column), csv.bytes(), from, to);
      }
    }
    xml.append(ROW_END);
  }

  void end() {
    xml.append(ascii("</sheetData></worksheet>"));
  }

  private void cell(CellType type, byte[] field, int from, int to) {
    switch (type) {
      case TIME -> time(field, from, to);
      case DATE -> date(field, from, to);
      case NUMBER -> amount(field, from, to);
      case TEXT -> text(0, field, from, to);
    }
  }

  private void date(byte[] field, int from, int to) {
    long micros = ExcelTime.microsOfDay(field, from);
    if (micros == ExcelTime.NONE) {
      text(0, field, from, to);
      return;
    }
    cell(WorkbookXml.DATE);
    xml.append(VALUE);
    integer(micros / ExcelTime.MICROS_OF_DAY);
    xml.append(VALUE_END);
  }

  private void time(byte[] field, int from, int to) {
    long micros = ExcelTime.micros(field, from, to);
    if (micros == ExcelTime.NONE) {
      text(0, field, from, to);
      return;
    }
    boolean whole = micros % 1_000_000 == 0;
    cell(whole ? WorkbookXml.TIME : WorkbookXml.FINE_TIME);
    xml.append(VALUE);
    integer(micros / ExcelTime.MICROS_OF_DAY);
    partOfDay(micros % ExcelTime.MICROS_OF_DAY);
    xml.append(VALUE_END);
  }

  /** Writes twelve decimal places, more than the precision of a double of days. */
  private void partOfDay(long micros) {
    long fraction = (micros * 10_000 + 432) / 864;
    xml.reserve(13);
    byte[] out = xml.array();
    int at = xml.length();
    out[at] = '.';
    for (int i = at + 12; i > at; i--) {
      out[i] = (byte) ('0' + fraction % 10);
      fraction /= 10;
    }
    xml.advanceTo(at + 13);
  }

  private void amount(byte[] field, int from, int to) {
    int point = from;
    while (point < to && field[point] != layout.dialect().decimal()) {
      point++;
    }
    if (point < to) {
      field[point] = '.';
    }
    int decimals = Math.max(0, to - point - 1);
    if (decimals > WorkbookXml.MAX_DECIMALS || significantDigits(field, from, to) > EXACT_DIGITS) {
      text(0, field, from, to);
      return;
    }
    cell(WorkbookXml.NUMBER + decimals);
    xml.append(VALUE);
    xml.append(field, from, to);
    xml.append(VALUE_END);
  }

  /** The number of digits from the first to the last that is not zero. */
  private static int significantDigits(byte[] number, int from, int to) {
    int digits = 0;
    int zeros = 0;
    for (int i = from; i < to; i++) {
      byte digit = number[i];
      if (digit == '0') {
        zeros++;
      } else if (digit > '0' && digit <= '9') {
        digits += digits == 0 ? 1 : zeros + 1;
        zeros = 0;
      }
    }
    return digits;
  }

  private void text(int style, byte[] text, int from, int to) {
    cell(style);
    xml.append(isSpace(text[from]) || isSpace(text[to - 1]) ? SPACED_TEXT : TEXT);
    if (to - from > MAX_CHARACTERS) {
      byte[] bounded = bounded(new String(text, from, to - from, StandardCharsets.UTF_8));
      XmlText.write(bounded, 0, bounded.length, xml);
    } else {
      XmlText.write(text, from, to, xml);
    }
    xml.append(TEXT_END);
  }

  private void cell(int style) {
    xml.append(CELL);
    if (style != 0) {
      xml.append(STYLE);
      integer(style);
      xml.append(STYLE_END);
    }
  }

  private void integer(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    xml.reserve(digits);
    byte[] out = xml.array();
    int at = xml.length() + digits;
    xml.advanceTo(at);
    long rest = number;
    for (int i = 0; i < digits; i++) {
      out[--at] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\t' || b == '\r';
  }

  private static byte[] bounded(String text) {
    if (text.length() <= MAX_CHARACTERS) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    int end = MAX_CHARACTERS - 1;
    String kept =
        text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    return (kept + "…").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
