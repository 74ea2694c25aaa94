package dev.errand.worker.page;

import dev.errand.worker.type.Column;
import dev.errand.worker.type.ColumnType;
import dev.errand.worker.type.DeclaredType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Checks and writes the values that the {@link PlainValueReader} did not read. */
final class FieldWriter {

  private final List<Column> declared;
  private final ColumnType[] types;
  private final JsonValues values;
  private final ColumnValues columns;
  private final TextCheck[] checks;
  private final CsvWriter csv;
  private final char decimalPoint;
  private final TimeText time;
  private final JsonStringDecoder decoder = new JsonStringDecoder();

  /**
   * Creates a writer.
   *
   * @param checks the checks of the columns; null for none
   */
  FieldWriter(
      DeclaredType type,
      JsonValues values,
      ColumnValues columns,
      TextCheck[] checks,
      CsvWriter csv) {
    declared = type.columns();
    types = declared.stream().map(Column::type).toArray(ColumnType[]::new);
    this.values = values;
    this.columns = columns;
    this.checks = checks;
    this.csv = csv;
    decimalPoint = type.output().csv().decimal();
    time = new TimeText(type.output().timeZone());
  }

  /** Writes the next field of the row. */
  void write(int column) throws InvalidPageException {
    if (columns.isMissing(column)) {
      columns.require(declared.get(column).isOptional(), column, "is missing");
      columns.setMissing(column);
      csv.nothing();
      return;
    }
    int slot = columns.slot(column);
    switch (types[column]) {
      case STRING -> string(column, slot);
      case DECIMAL -> number(column, slot, false);
      case INTEGER -> number(column, slot, true);
      case BOOLEAN -> bool(column, slot);
      case DATE -> date(column, slot);
      case TIMESTAMP -> timestamp(column, slot);
    }
    if (checks[column] != null) {
      check(column, checks[column]);
    }
  }

  private void check(int column, TextCheck check) throws InvalidPageException {
    byte[] text = columns.text(column);
    int from = columns.begin(column);
    int to = columns.end(column);
    columns.require(
        check.isExpected(text, from, to), column, "differs from the value in the request");
    columns.require(check.matches(text, from, to), column, "does not match its pattern");
  }

  private void string(int column, int slot) throws InvalidPageException {
    int begin = csv.offset();
    text(column, slot);
    Optional<byte[]> expected =
        checks[column] == null ? Optional.empty() : checks[column].expected();
    if (expected.isPresent()) {
      csv.redo(begin, column == 0);
      csv.text(expected.get(), 0, expected.get().length, false, true);
    }
  }

  private void text(int column, int slot) throws InvalidPageException {
    int mark = values.mark(slot);
    int from = values.begin(slot);
    int to = values.end(slot);
    if ((mark & ~JsonValues.SEPARATOR) == JsonValues.STRING) {
      columns.setText(column, columns.body(), from, to);
      csv.text(columns.body(), from, to, mark != JsonValues.STRING, false);
    } else {
      otherText(column, slot, from, to);
    }
  }

  private void otherText(int column, int slot, int from, int to) throws InvalidPageException {
    columns.require(values.isScalar(slot), column, "is neither a string nor a number");
    if (values.isEscaped(slot)) {
      byte[] text = decode(from, to);
      columns.setText(column, text, 0, text.length);
      csv.text(text, 0, text.length, false, true);
      return;
    }
    JsonSyntax.require(Utf8.isValid(columns.body(), from, to));
    columns.setText(column, columns.body(), from, to);
    csv.text(columns.body(), from, to, (values.mark(slot) & JsonValues.SEPARATOR) != 0, false);
  }

  private byte[] decode(int from, int to) {
    try {
      decoder.decode(columns.body(), from);
    } catch (JsonSyntax.JsonSyntaxException e) {
      return EscapedText.decode(columns.body(), from, to).getBytes(StandardCharsets.UTF_8);
    }
    byte[] text = Arrays.copyOf(decoder.text().array(), decoder.text().length());
    JsonSyntax.require(Utf8.isValid(text, 0, text.length));
    return text;
  }

  private void number(int column, int slot, boolean isInteger) throws InvalidPageException {
    NumberText number = columns.numbers[column];
    columns.require(
        isText(slot, JsonValues.NUMBER)
            && number.read(columns.body(), values.begin(slot), values.end(slot), isInteger),
        column,
        isInteger ? "is not a whole number" : "is not a decimal number");
    int begin;
    if (number.isPlain()) {
      begin = csv.plain(columns.body(), values.begin(slot), values.end(slot));
    } else {
      begin = ascii(number.decimal().toPlainString());
    }
    int scale = number.isBig() ? number.decimal().scale() : number.scale();
    if (scale > 0 && decimalPoint != '.') {
      csv.replace(csv.offset() - scale - 1, decimalPoint);
    }
    columns.setTextInCsv(column, begin);
  }

  private void bool(int column, int slot) throws InvalidPageException {
    int kind = values.kind(slot);
    boolean isLiteral = kind == JsonValues.TRUE || kind == JsonValues.FALSE;
    String text = isLiteral || kind == JsonValues.STRING ? values.text(slot, columns.body()) : "";
    columns.require(
        text.equals("true") || text.equals("false"), column, "is neither true nor false");
    columns.setTextInCsv(column, ascii(text));
  }

  private void date(int column, int slot) throws InvalidPageException {
    int from = values.begin(slot);
    int to = values.end(slot);
    columns.require(
        isText(slot, JsonValues.STRING) && time.readDate(columns.body(), from, to),
        column,
        "is not a date, as 2021-03-04");
    columns.times[column] = time.time();
    columns.nanos[column] = 0;
    columns.setTextInCsv(column, csv.plain(columns.body(), from, to));
  }

  private void timestamp(int column, int slot) throws InvalidPageException {
    int from = values.begin(slot);
    int to = values.end(slot);
    columns.require(
        isText(slot, JsonValues.STRING) && time.readTime(columns.body(), from, to),
        column,
        "is not a time (RFC 3339)");
    columns.times[column] = time.time();
    columns.nanos[column] = time.nano();
    columns.setTextInCsv(
        column, time.isOwnText() ? csv.plain(columns.body(), from, to) : ascii(time.text()));
  }

  private boolean isText(int slot, int kind) {
    int mark = values.mark(slot);
    return mark == JsonValues.STRING
        || mark == kind
        || (values.kind(slot) == JsonValues.STRING && !values.isEscaped(slot));
  }

  /** Writes a field and returns its offset. */
  private int ascii(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    return csv.plain(bytes, 0, bytes.length);
  }
}
