package dev.errand.worker.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import dev.errand.worker.page.Bytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The workbook as another library reads it. */
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
    assertThat(rows.get(2).getCellAsDate(2))
        .contains(LocalDateTime.parse("2021-12-31T23:59:59.999"));
    assertThat(rows.get(2).getCell(3).getDataFormatString()).isEqualTo("0");
    assertThat(rows.get(2).getCellText(6)).isEqualTo("株式会社🌍");
    assertThat(rows.get(2).getCellText(7)).isEqualTo(" two\nlines ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0.001",
        "12345678901.23",
        "-123456789012.34",
        "1234567890123.45",
        "999999999999999",
        "12345678901234.50",
        "1000000000000000000",
        "0.00000000000012"
      })
  void holdsAnAmountOfUpTo15SignificantDigitsAsANumber(String amount) throws IOException {
    Row row = row("2021-03-04T05:06:07Z", amount);

    assertThat(row.getCell(3).getType()).isEqualTo(CellType.NUMBER);
    assertThat(new BigDecimal(row.getCellAsNumber(3).orElseThrow().doubleValue()))
        .as("what a program reads that calculates in doubles")
        .isCloseTo(new BigDecimal(amount), Percentage.withPercentage(1e-13));
    assertThat(row.getCell(3).getDataFormatString())
        .as("shows every decimal place")
        .hasSize(amount.contains(".") ? amount.length() - amount.indexOf('.') + 1 : 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12345678901234.56", "-1234567890123456", "0.0000000000000001"})
  void keepsAnAmountAsTextThatExcelWouldRound(String amount) throws IOException {
    Row row = row("2021-03-04T05:06:07Z", amount);

    assertThat(row.getCell(3).getType()).isEqualTo(CellType.STRING);
    assertThat(row.getCellText(3)).isEqualTo(amount);
  }

  @Test
  void holdsEverySecondOfADayExactly() throws IOException {
    LocalDateTime midnight = LocalDateTime.parse("2021-03-04T00:00:00");
    StringBuilder csv = new StringBuilder(HEADER);
    for (int second = 0; second < 86_400; second += 7) {
      csv.append(
          "r,c,%s,1,EUR,pending,,\r\n"
              .formatted(midnight.plusSeconds(second).toInstant(ZoneOffset.UTC)));
    }
    List<Row> rows = sheets(csv.toString(), Workbook.MAX_ROWS).get(0);

    double furthest = 0;
    for (int i = 1; i < rows.size(); i++) {
      double days = rows.get(i).getCellAsNumber(2).orElseThrow().doubleValue();
      double seconds = 44_259L * 86_400 + 7L * (i - 1);
      furthest = Math.max(furthest, Math.abs(days * 86_400 - seconds));
    }
    assertThat(furthest).isLessThan(1e-6);
  }

  @ParameterizedTest
  @CsvSource({
    "2021-03-04T00:00:01Z, 44259.000011574074",
    "2021-03-04T23:59:59.999999Z, 44259.999999999988",
    "2021-03-04T12:00:00+01:00, 44259.5",
    "1901-01-01T12:00:00Z, 367.5",
    "9999-12-31T23:59:59Z, 2958465.999988426"
  })
  void holdsATimeAsTheDaysThatExcelCounts(String time, double days) throws IOException {
    assertThat(row(time, "1").getCellAsNumber(2).orElseThrow().doubleValue())
        .isCloseTo(days, offset(days < 65_536 ? 8e-12 : 5e-10));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2021-03-04T05:06:07.1234567Z",
        "2100-03-04T05:06:07.123456Z",
        "1900-12-31T23:59:59Z"
      })
  void keepsATimeAsTextThatExcelWouldRound(String time) throws IOException {
    assertThat(row(time, "1").getCell(2).getType()).isEqualTo(CellType.STRING);
    assertThat(row(time, "1").getCellText(2)).isEqualTo(time);
  }

  @Test
  void showsTheFractionOfASecondWhereThereIsOne() throws IOException {
    assertThat(row("2021-03-04T05:06:07Z", "1").getCell(2).getDataFormatString())
        .doesNotContain("000");
    assertThat(row("2021-03-04T05:06:07.5Z", "1").getCell(2).getDataFormatString())
        .endsWith("ss.000");
  }

  @Test
  void readsFieldsThatAreLongerThanItsBuffersAndQuotedThroughout() throws IOException {
    String longText = "a \"b\", <c>\n".repeat(2500);
    String quoted = "\"" + longText.replace("\"", "\"\"") + "\"";
    String line = "r,c,2021-03-04T05:06:07Z,1,EUR,pending," + quoted + "," + quoted + "\r\n";

    List<Row> rows = sheets(HEADER + line.repeat(20), Workbook.MAX_ROWS).get(0);

    assertThat(rows).hasSize(21);
    assertThat(rows.subList(1, 21))
        .allSatisfy(row -> assertThat(row.getCellText(7)).isEqualTo(longText));
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
  void withoutRecordsHasOnlyAHeader() throws IOException {
    assertThat(sheets(HEADER, 10)).hasSize(1);
    assertThat(sheets(HEADER, 10).get(0)).hasSize(1);
  }

  @Test
  void doesNotDependOnTheTime() throws IOException {
    assertThat(bytes(HEADER, 10)).isEqualTo(bytes(HEADER, 10));
  }

  @Test
  void escapesWhatXmlCannotHold() throws IOException {
    byte[] text = "a\u0000\r_x0041_ _x&\uFFFF".getBytes(StandardCharsets.UTF_8);
    Bytes xml = new Bytes(0);

    XmlText.write(text, 0, text.length, xml);

    assertThat(new String(xml.array(), 0, xml.length(), StandardCharsets.UTF_8))
        .isEqualTo("a_x0000__x000D__x005F_x0041_ _x&amp;\uFFFD");
  }

  @Test
  void stopsWhenTheStopCheckThrows() {
    String rows = "r,c,2021-03-04T05:06:07Z,1,EUR,pending,,\r\n".repeat(2000);
    assertThatThrownBy(
            () ->
                Workbook.write(
                    stream(HEADER + rows),
                    new ByteArrayOutputStream(),
                    TableLayout.RECORDS,
                    Workbook.MAX_ROWS,
                    () -> {
                      throw new IllegalStateException("stop");
                    }))
        .hasMessage("stop");
  }

  private static Row row(String time, String amount) throws IOException {
    String csv = HEADER + "r1,c,%s,%s,EUR,pending,,\r\n".formatted(time, amount);
    return sheets(csv, Workbook.MAX_ROWS).get(0).get(1);
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
    Workbook.write(stream(csv), out, TableLayout.RECORDS, maxRows, () -> {});
    return out.toByteArray();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
