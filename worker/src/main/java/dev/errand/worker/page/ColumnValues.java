package dev.errand.worker.page;

import dev.errand.worker.type.Column;
import java.util.List;

/**
 * The values of the current record by column: where the text of each is, and the number or the time
 * that it was read as. Numbers and times are fields, because they are read for each record while
 * the code is still interpreted.
 */
final class ColumnValues {

  private static final byte[] NO_TEXT = new byte[0];

  private final List<Column> columns;

  /** The slot of each column in the values. */
  private final int[] slots;

  private final JsonValues values;
  private final CsvWriter csv;

  /** The arrays with the texts of values that are not plain; null for the CSV, which can move. */
  private final byte[][] texts;

  private final int[] begins;
  private final int[] ends;
  final NumberText[] numbers;

  /** The times, as {@link TimeText#number} numbers them. */
  final long[] times;

  final int[] nanos;
  private byte[] body = NO_TEXT;

  ColumnValues(List<Column> columns, int[] slots, JsonValues values, CsvWriter csv) {
    this.columns = columns;
    this.slots = slots;
    this.values = values;
    this.csv = csv;
    int count = slots.length;
    texts = new byte[count][];
    begins = new int[count];
    ends = new int[count];
    times = new long[count];
    nanos = new int[count];
    numbers = new NumberText[count];
    for (int column = 0; column < count; column++) {
      numbers[column] = new NumberText();
    }
  }

  /** Begins a page. */
  void begin(byte[] page) {
    body = page;
  }

  byte[] body() {
    return body;
  }

  int slot(int column) {
    return slots[column];
  }

  boolean isMissing(int column) {
    return values.isMissing(slots[column]);
  }

  private boolean isPlain(int column) {
    return values.mark(slots[column]) == JsonValues.PLAIN;
  }

  /** The array that has the text from {@link #begin} to {@link #end}. */
  byte[] text(int column) {
    if (isPlain(column)) {
      return body;
    }
    byte[] text = texts[column];
    return text == null ? csv.array() : text;
  }

  int begin(int column) {
    return isPlain(column) ? values.begin(slots[column]) : begins[column];
  }

  int end(int column) {
    return isPlain(column) ? values.end(slots[column]) : ends[column];
  }

  /** The first bytes of a plain text as a word; 0 if they are more than eight, or not plain. */
  long word(int column, int maxBytes) {
    int slot = slots[column];
    if (values.mark(slot) != JsonValues.PLAIN) {
      return 0;
    }
    int begin = values.begin(slot);
    int length = Math.min(values.end(slot) - begin, maxBytes);
    return length <= Words.SIZE ? Words.at(body, begin, length) : 0;
  }

  void setMissing(int column) {
    setText(column, NO_TEXT, 0, 0);
  }

  void setText(int column, byte[] text, int begin, int end) {
    texts[column] = text;
    begins[column] = begin;
    ends[column] = end;
  }

  /** Sets the text to the last bytes of the CSV. */
  void setTextInCsv(int column, int begin) {
    setText(column, null, begin, csv.offset());
  }

  /** Checks a value. The message of the exception names its column. */
  void require(boolean holds, int column, String otherwise) throws InvalidPageException {
    if (!holds) {
      throw new InvalidPageException(
          "%s of a record %s".formatted(columns.get(column).name(), otherwise));
    }
  }
}
