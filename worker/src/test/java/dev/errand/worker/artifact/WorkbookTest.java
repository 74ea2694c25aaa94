package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;

/** The workbook as another program reads it. */
class WorkbookTest {

  private static final String HEADER =
      "id,client_id,booked_at,amount,currency,status,counterparty,description\r\n";

  @Test
  void holdsTheRowsOfTheCsvAsTextsTimesAndNumbers() throws IOException {
    List<Row> rows =
        sheets(
                HEADER
                    + "r1,c,2021-03-04T05:06:07Z,-12.30,EUR,pending,\"A & \"\"B\"\" <c>, d\",'=1\r\n"
                    + "r2,c,2021-12-31T23:59:59.999Z,7,JPY,settled,株式会社🌍,\" two\nlines \"\r\n",
                Workbook.MAX_ROWS)
            .get(0);

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).getCellText(7)).isEqualTo("description");
    assertThat(rows.get(1).getCellAsDate(2)).contains(LocalDateTime.parse("2021-03-04T05:06:07"));
    assertThat(rows.get(1).getCellAsNumber(3)).contains(new BigDecimal("-12.30"));
    assertThat(rows.get(1).getCell(3).getDataFormatString()).isEqualTo("0.00");
    assertThat(rows.get(1).getCellText(6)).isEqualTo("A & \"B\" <c>, d");
    assertThat(rows.get(1).getCellText(7)).isEqualTo("'=1");
    assertThat(rows.get(2).getCellAsDate(2)).contains(LocalDateTime.parse("2021-12-31T23:59:59"));
    assertThat(rows.get(2).getCell(3).getDataFormatString()).isEqualTo("0");
    assertThat(rows.get(2).getCellText(6)).isEqualTo("株式会社🌍");
    assertThat(rows.get(2).getCellText(7)).isEqualTo(" two\nlines ");
  }

  @Test
  void keepsAnAmountAsTextThatExcelWouldRound() throws IOException {
    List<Row> rows =
        sheets(
                HEADER + "r1,c,2021-03-04T05:06:07Z,12345678901234.56,EUR,pending,,\r\n",
                Workbook.MAX_ROWS)
            .get(0);

    assertThat(rows.get(1).getCell(3).getType()).isEqualTo(CellType.STRING);
    assertThat(rows.get(1).getCellText(3)).isEqualTo("12345678901234.56");
  }

  @Test
  void rollsOverToFurtherSheetsWithAHeaderEach() throws IOException {
    StringBuilder csv = new StringBuilder(HEADER);
    for (int i = 1; i <= 5; i++) {
      csv.append("r%d,c,2021-03-04T05:06:07Z,1,EUR,pending,,\r\n".formatted(i));
    }
    List<List<Row>> sheets = sheets(csv.toString(), 3);

    assertThat(sheets).extracting(List::size).containsExactly(3, 3, 2);
    assertThat(sheets).allSatisfy(rows -> assertThat(rows.get(0).getCellText(0)).isEqualTo("id"));
    assertThat(sheets.get(2).get(1).getCellText(0)).isEqualTo("r5");
  }

  @Test
  void ofNoRecordsHasAHeader() throws IOException {
    assertThat(sheets(HEADER, 10)).hasSize(1);
    assertThat(sheets(HEADER, 10).get(0)).hasSize(1);
  }

  @Test
  void isTheSameWheneverItIsMade() throws IOException {
    assertThat(bytes(HEADER, 10)).isEqualTo(bytes(HEADER, 10));
  }

  @Test
  void escapesWhatXmlCannotHold() throws IOException {
    java.io.StringWriter xml = new java.io.StringWriter();

    XmlText.write("a\u0000\r_x0041_ _x&\uFFFF", xml);

    assertThat(xml).hasToString("a_x0000__x000D__x005F_x0041_ _x&amp;\uFFFD");
  }

  @Test
  void stopsWhenItIsTold() {
    String rows = "r,c,2021-03-04T05:06:07Z,1,EUR,pending,,\r\n".repeat(2000);
    assertThatThrownBy(
            () ->
                Workbook.write(
                    stream(HEADER + rows),
                    new ByteArrayOutputStream(),
                    Workbook.MAX_ROWS,
                    () -> {
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");
  }

  private static List<List<Row>> sheets(String csv, int maxRows) throws IOException {
    try (ReadableWorkbook workbook =
        new ReadableWorkbook(
            new ByteArrayInputStream(bytes(csv, maxRows)),
            new org.dhatim.fastexcel.reader.ReadingOptions(true, false))) {
      return workbook.getSheets().map(WorkbookTest::rows).toList();
    }
  }

  private static List<Row> rows(Sheet sheet) {
    try {
      return sheet.read();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String csv, int maxRows) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Workbook.write(stream(csv), out, maxRows, () -> {});
    return out.toByteArray();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
