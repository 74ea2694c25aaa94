package dev.errand.worker.page;

import dev.errand.worker.type.Column;
import dev.errand.worker.type.ColumnType;
import dev.errand.worker.type.DeclaredType;
import java.util.Arrays;
import java.util.List;

/**
 * Reads and checks the values whose bytes in the page are their field of the CSV, as those of most
 * values are.
 */
final class PlainValueReader implements JsonScanner.ValueReader {

  /** The form of a column whose values are read by {@link FieldWriter}. */
  private static final int OTHER = 0;

  /** The forms of JSON strings. */
  private static final int TEXT = 1;

  private static final int CHECKED = 2;
  private static final int EXPECTED = 3;
  private static final int TIME = 4;

  /** The forms that may also be JSON numbers. */
  private static final int DECIMAL = 5;

  private static final int INTEGER = 6;

  private final JsonValues values;
  private final ColumnValues columns;
  private final TextCheck[] checks;
  private final PlainText plainText;
  private final TimeText time;

  /** The last column of each slot. */
  private final int[] columnOf;

  /** The form of each slot. */
  private final int[] forms;

  /** The values that all records have, by column, if they are plain. */
  private final byte[][] expected;

  /**
   * Creates a reader.
   *
   * @param checks the checks of the columns; null for none
   */
  PlainValueReader(DeclaredType type, JsonValues values, ColumnValues columns, TextCheck[] checks) {
    this.values = values;
    this.columns = columns;
    this.checks = checks;
    plainText = new PlainText(type.output().csv().separator());
    time = new TimeText(type.output().timeZone());
    boolean isPoint = type.output().csv().decimal() == '.';
    List<Column> declared = type.columns();
    int count = declared.size();
    expected = new byte[count][];
    columnOf = new int[count + 1];
    forms = new int[count + 1];
    int[] uses = new int[count + 1];
    for (int column = 0; column < count; column++) {
      int slot = columns.slot(column);
      columnOf[slot] = column;
      int form = form(column, declared.get(column).type(), isPoint);
      forms[slot] = ++uses[slot] == 1 ? form : OTHER;
    }
  }

  private int form(int column, ColumnType type, boolean isPoint) {
    if (type == ColumnType.STRING) {
      return textForm(column);
    }
    if (checks[column] != null) {
      return OTHER;
    }
    return switch (type) {
      case TIMESTAMP -> time.isUtc() ? TIME : OTHER;
      case DECIMAL -> isPoint ? DECIMAL : OTHER;
      case INTEGER -> isPoint ? INTEGER : OTHER;
      default -> OTHER;
    };
  }

  private int textForm(int column) {
    TextCheck check = checks[column];
    if (check == null) {
      return TEXT;
    }
    if (check.expected().isEmpty()) {
      return CHECKED;
    }
    byte[] text = check.expected().get();
    if (check.hasPattern() || !isPlain(text)) {
      return OTHER;
    }
    expected[column] = text;
    return EXPECTED;
  }

  private boolean isPlain(byte[] text) {
    byte[] quoted = Arrays.copyOf(text, text.length + 1 + Words.SIZE);
    quoted[text.length] = '"';
    return text.length > 0 && plainText.end(quoted, 0) == text.length;
  }

  @Override
  public int read(int slot, byte[] body, int at) throws InvalidPageException {
    boolean isQuoted = body[at] == '"';
    int from = isQuoted ? at + 1 : at;
    int column = columnOf[slot];
    int form = forms[slot];
    int to = 0;
    if (isQuoted || form >= DECIMAL) {
      switch (form) {
        case TEXT -> to = plainText.end(body, from);
        case CHECKED -> to = checkedText(column, body, from);
        case EXPECTED -> to = expectedText(expected[column], body, from);
        case TIME -> to = time(column, body, from);
        case DECIMAL -> to = columns.numbers[column].readPlain(body, from, false);
        case INTEGER -> to = columns.numbers[column].readPlain(body, from, true);
        default -> to = 0;
      }
    }
    if (to == 0 || !(isQuoted ? body[to] == '"' : NumberText.isEnd(body[to]))) {
      return 0;
    }
    if (!values.set(slot, JsonValues.PLAIN, from, to)) {
      throw new InvalidPageException("a field appears twice");
    }
    return isQuoted ? to + 1 : to;
  }

  private int checkedText(int column, byte[] body, int from) {
    int to = plainText.end(body, from);
    if (to == 0) {
      return 0;
    }
    boolean matches =
        to - from <= Words.SIZE
            ? checks[column].matches(Words.at(body, from, to - from), body, from, to)
            : checks[column].matches(body, from, to);
    return matches ? to : 0;
  }

  private static int expectedText(byte[] expected, byte[] body, int from) {
    int to = from + expected.length;
    return to < body.length && Arrays.equals(body, from, to, expected, 0, expected.length) ? to : 0;
  }

  private int time(int column, byte[] body, int from) {
    int to = time.readOwnText(body, from);
    columns.times[column] = time.time();
    columns.nanos[column] = time.nano();
    return to;
  }
}
