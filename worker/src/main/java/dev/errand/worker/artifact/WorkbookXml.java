package dev.errand.worker.artifact;

import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The parts of a workbook that contain no records. */
final class WorkbookXml {

  /** The style numbers of cells. */
  static final int BOLD = 1;

  static final int TIME = 2;

  /** The style of a time with a fraction of a second. */
  static final int FINE_TIME = 3;

  /**
   * The style of a number without decimal places. The styles for 1 to {@link #MAX_DECIMALS} decimal
   * places follow.
   */
  static final int NUMBER = 4;

  static final int MAX_DECIMALS = 15;

  /** The style of a date. It exists only in a workbook with dates. */
  static final int DATE = NUMBER + MAX_DECIMALS + 1;

  private static final int FIRST_FORMAT = 164;
  private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  private static final String RELATIONSHIPS =
      "http://schemas.openxmlformats.org/package/2006/relationships";
  private static final String DOCUMENT =
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.";

  private WorkbookXml() {}

  static String styles(boolean hasDates) {
    int dateFormat = FIRST_FORMAT + 3 + MAX_DECIMALS;
    String formats =
        IntStream.rangeClosed(0, MAX_DECIMALS)
            .mapToObj(
                decimals ->
                    "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>"
                        .formatted(FIRST_FORMAT + 2 + decimals, decimalFormat(decimals)))
            .collect(Collectors.joining());
    String numbers =
        IntStream.rangeClosed(0, MAX_DECIMALS)
            .mapToObj(decimals -> style(FIRST_FORMAT + 2 + decimals, 0))
            .collect(Collectors.joining());
    String date = "<numFmt numFmtId=\"%d\" formatCode=\"yyyy\\-mm\\-dd\"/>".formatted(dateFormat);
    return """
        <styleSheet xmlns="%s"><numFmts count="%d">\
        <numFmt numFmtId="%d" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/>\
        <numFmt numFmtId="%d" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/>%s</numFmts>\
        <fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>\
        <font><b/><sz val="11"/><name val="Calibri"/></font></fonts>\
        <fills count="2"><fill><patternFill patternType="none"/></fill>\
        <fill><patternFill patternType="gray125"/></fill></fills>\
        <borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>\
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>\
        <cellXfs count="%d">%s%s%s%s%s</cellXfs></styleSheet>"""
        .formatted(
            MAIN,
            MAX_DECIMALS + (hasDates ? 4 : 3),
            FIRST_FORMAT,
            FIRST_FORMAT + 1,
            formats + (hasDates ? date : ""),
            NUMBER + MAX_DECIMALS + (hasDates ? 2 : 1),
            style(0, 0),
            style(0, 1),
            style(FIRST_FORMAT, 0),
            style(FIRST_FORMAT + 1, 0),
            numbers + (hasDates ? style(dateFormat, 0) : ""));
  }

  static String workbook(int sheets) {
    return "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets>%s</sheets></workbook>"
        .formatted(
            MAIN,
            DOCUMENT,
            each(sheets, "<sheet name=\"Records%2$s\" sheetId=\"%1$d\" r:id=\"rId%1$d\"/>"));
  }

  static String workbookRelationships(int sheets) {
    return "<Relationships xmlns=\"%1$s\">%3$s<Relationship Id=\"rId%4$d\" Type=\"%2$s/styles\" Target=\"styles.xml\"/></Relationships>"
        .formatted(
            RELATIONSHIPS,
            DOCUMENT,
            each(
                sheets,
                "<Relationship Id=\"rId%1$d\" Type=\""
                    + DOCUMENT
                    + "/worksheet\" Target=\"worksheets/sheet%1$d.xml\"/>"),
            sheets + 1);
  }

  static String relationships() {
    return "<Relationships xmlns=\"%s\"><Relationship Id=\"rId1\" Type=\"%s/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
        .formatted(RELATIONSHIPS, DOCUMENT);
  }

  static String contentTypes(int sheets) {
    return """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
        <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
        <Override PartName="/xl/workbook.xml" ContentType="%1$ssheet.main+xml"/>\
        <Override PartName="/xl/styles.xml" ContentType="%1$sstyles+xml"/>%2$s</Types>"""
        .formatted(
            TYPE,
            each(
                sheets,
                "<Override PartName=\"/xl/worksheets/sheet%1$d.xml\" ContentType=\""
                    + TYPE
                    + "worksheet+xml\"/>"));
  }

  /** Repeats a format for each sheet, with its number and the suffix of its name. */
  private static String each(int sheets, String format) {
    return IntStream.rangeClosed(1, sheets)
        .mapToObj(number -> format.formatted(number, number == 1 ? "" : " " + number))
        .collect(Collectors.joining());
  }

  private static String decimalFormat(int decimals) {
    return decimals == 0 ? "0" : "0." + "0".repeat(decimals);
  }

  private static String style(int format, int font) {
    return "<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\"/>"
        .formatted(format, font);
  }
}
