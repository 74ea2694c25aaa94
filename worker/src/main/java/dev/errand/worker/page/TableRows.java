package dev.errand.worker.page;

import dev.errand.worker.tally.ColumnTally;
import dev.errand.worker.tally.TallyShape;
import dev.errand.worker.type.Column;
import dev.errand.worker.type.ColumnType;
import dev.errand.worker.type.CsvDialect;
import dev.errand.worker.type.DeclaredType;
import dev.errand.worker.type.Dimension;
import dev.errand.worker.type.Measure;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks the records of a page, adds them to the tally and writes their rows. */
final class TableRows implements JsonScanner.RecordListener {

  /** Where the text of a value is. */
  private enum Place {
    /** There is no value. */
    NOWHERE,
    /** In the page. */
    BODY,
    /** It had escapes. */
    DECODED,
    /** In the CSV. */
    CSV
  }

  /** A form of values that are not read at once. */
  private static final int OTHER = 0;

  /** The forms of JSON strings that are read at once. */
  private static final int TEXT = 1;

  private static final int CHECKED = 2;
  private static final int EXPECTED = 3;
  private static final int TIME = 4;

  /** The forms that may also be JSON numbers. */
  private static final int DECIMAL = 5;

  private static final int INTEGER = 6;

  private static final byte[] NONE = new byte[0];
  private static final int MAX_DIMENSION_BYTES = 1000;

  private final List<Column> columns;
  private final ColumnType[] types;
  private final int[] slots;

  /** The last column of each slot. */
  private final int[] columnOf;

  /** The form of each slot. */
  private final int[] forms;

  private final PlainText plainText;

  /** What the values of columns must be; null for anything. */
  private final TextCheck[] checks;

  /** The values that all records have; null for any. */
  private final byte[][] expectedTexts;

  /** The same if they are the same in the CSV; empty if not. */
  private final byte[][] plainExpected;

  private final CsvDialect dialect;
  private final int[] measureColumns;

  /** The columns of the units of measures; negative for none. */
  private final int[] unitColumns;

  private final int[] dimensionColumns;

  /** The lengths of the texts that dimensions are grouped by. */
  private final int[] dimensionBytes;

  /** What the tally groups the current record by, and its numbers. */
  private final long[] key;

  private final long[] unscaled;

  private final TallyShape shape;
  private final List<Integer> order;
  private final List<ColumnType> orderTypes;
  private final boolean isStrict;
  private final int id;
  private final int idColumn;
  private final int windowColumn;
  private final Optional<TimeRange> range;
  private final Optional<OrderKey> beyond;

  private final JsonValues values;
  private final CsvOut out;
  private final TimeText time;
  private final JsonStringDecoder decoder = new JsonStringDecoder();

  /** Where the text of each column is. */
  private final Place[] places;

  private final byte[][] decoded;
  private final int[] textFrom;
  private final int[] textTo;
  private final NumberText[] numbers;
  private final long[] times;
  private final int[] nanos;

  private byte[] in = NONE;
  private ColumnTally tally;
  private OrderKey current;
  private OrderKey previous;
  private boolean hasPrevious;
  private int records;
  private Set<String> ids = new HashSet<>();
  private Set<String> earlierIds = new HashSet<>();

  /**
   * Creates a writer.
   *
   * @param slots the slot of each column in the values
   * @param expected the value of every record, by column
   * @param range the times of the window, if records must lie in it
   * @param beyond records up to this key are checked but not written
   */
  TableRows(
      DeclaredType type,
      int[] slots,
      List<Optional<String>> expected,
      JsonValues values,
      Optional<TimeRange> range,
      Optional<List<String>> beyond) {
    columns = type.columns();
    types = columns.stream().map(Column::type).toArray(ColumnType[]::new);
    this.slots = slots;
    this.values = values;
    this.range = range;
    dialect = type.output().csv();
    List<Measure> measures = type.summary().measures();
    measureColumns = measures.stream().mapToInt(Measure::column).toArray();
    unitColumns = measures.stream().mapToInt(measure -> measure.unit().orElse(-1)).toArray();
    List<Dimension> dimensions = type.summary().dimensions();
    dimensionColumns = dimensions.stream().mapToInt(Dimension::column).toArray();
    key = new long[dimensions.size() + 2 * measures.size()];
    unscaled = new long[measures.size()];
    dimensionBytes = dimensions.stream().mapToInt(one -> one.by().characters()).toArray();
    shape = TableParser.shape(type);
    order = type.source().order();
    orderTypes = order.stream().map(column -> types[column]).toList();
    isStrict = type.source().isOrderStrict();
    id = type.source().id().orElse(-1);
    idColumn = isStrict ? -1 : id;
    windowColumn =
        range.isPresent()
            ? type.source().windows().map(windows -> windows.column().orElse(-1)).orElse(-1)
            : -1;
    this.beyond = beyond.map(key -> OrderKey.of(orderTypes, key));
    out = new CsvOut(dialect);
    time = new TimeText(type.output().timeZone());
    plainText = new PlainText(dialect.separator());
    int count = columns.size();
    expectedTexts = new byte[count][];
    plainExpected = new byte[count][];
    checks = new TextCheck[count];
    for (int column = 0; column < count; column++) {
      check(column, expected.get(column));
    }
    columnOf = new int[count + 1];
    forms = new int[count + 1];
    int[] uses = new int[count + 1];
    for (int column = 0; column < count; column++) {
      int slot = slots[column];
      columnOf[slot] = column;
      forms[slot] = ++uses[slot] == 1 ? form(column) : OTHER;
    }
    places = new Place[count];
    decoded = new byte[count][];
    textFrom = new int[count];
    textTo = new int[count];
    times = new long[count];
    nanos = new int[count];
    numbers = new NumberText[count];
    for (int column = 0; column < count; column++) {
      numbers[column] = new NumberText();
    }
    tally = new ColumnTally(shape);
    current = new OrderKey(orderTypes);
    previous = new OrderKey(orderTypes);
  }

  private void check(int column, Optional<String> expected) {
    Optional<Pattern> pattern = columns.get(column).pattern();
    if (expected.isPresent() || pattern.isPresent()) {
      checks[column] = new TextCheck(expected, pattern);
      expectedTexts[column] = checks[column].expected().orElse(null);
      plainExpected[column] =
          checks[column].expected().map(text -> isPlain(text) ? text : NONE).orElse(null);
    }
  }

  /** Whether a text is the same in the CSV. */
  private boolean isPlain(byte[] text) {
    byte[] quoted = Arrays.copyOf(text, text.length + 1 + Words.SIZE);
    quoted[text.length] = '"';
    return plainText.end(quoted, 0) == text.length && text.length > 0;
  }

  private int form(int column) {
    return switch (types[column]) {
      case STRING -> textForm(column);
      case TIMESTAMP -> time.isUtc() && checks[column] == null ? TIME : OTHER;
      case DECIMAL -> dialect.decimal() == '.' && checks[column] == null ? DECIMAL : OTHER;
      case INTEGER -> dialect.decimal() == '.' && checks[column] == null ? INTEGER : OTHER;
      default -> OTHER;
    };
  }

  private int textForm(int column) {
    if (checks[column] == null) {
      return TEXT;
    }
    byte[] expected = plainExpected[column];
    if (expected == null) {
      return CHECKED;
    }
    return expected.length > 0 && !checks[column].hasPattern() ? EXPECTED : OTHER;
  }

  void begin(byte[] body, List<String> last, Bytes csv) {
    in = body;
    out.begin(csv);
    tally = new ColumnTally(shape);
    hasPrevious = !last.isEmpty();
    if (hasPrevious) {
      previous = OrderKey.of(orderTypes, last);
      current = new OrderKey(orderTypes);
    }
    records = 0;
    ids = new HashSet<>();
  }

  /** Ends the page. */
  void end() {
    out.end();
    if (records > 0) {
      earlierIds = ids;
    }
  }

  ColumnTally tally() {
    return tally;
  }

  int records() {
    return records;
  }

  List<String> last() {
    return hasPrevious ? previous.values() : List.of();
  }

  /** Reads a value in the form that most values have. {@link #record} reads other ones. */
  @Override
  public int value(int slot, byte[] body, int at) throws InvalidPageException {
    boolean isQuoted = body[at] == '"';
    int from = isQuoted ? at + 1 : at;
    int column = columnOf[slot];
    int form = forms[slot];
    int to = 0;
    if (isQuoted || form >= DECIMAL) {
      switch (form) {
        case TEXT -> to = plainText.end(body, from);
        case CHECKED -> to = checkedText(column, body, from);
        case EXPECTED -> to = expectedText(plainExpected[column], body, from);
        case TIME -> to = ownTime(column, body, from);
        case DECIMAL -> to = numbers[column].readPlain(body, from, false);
        case INTEGER -> to = numbers[column].readPlain(body, from, true);
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

  private int ownTime(int column, byte[] body, int from) {
    int to = time.readOwnText(body, from);
    times[column] = time.time();
    nanos[column] = time.nano();
    return to;
  }

  /** Writes the record whose values were found. */
  @Override
  public void record() throws InvalidPageException {
    records++;
    int from = out.beginRow();
    for (int column = 0; column < slots.length; column++) {
      int slot = slots[column];
      if (values.mark(slot) == JsonValues.PLAIN) {
        out.plain(in, values.begin(slot), values.end(slot));
      } else {
        column(column);
        check(column);
      }
    }
    if (windowColumn >= 0) {
      require(
          range.get().contains(times[windowColumn]),
          windowColumn,
          "is outside the requested range");
    }
    require(id < 0 || textFrom(id) < textTo(id), Math.max(id, 0), "is empty");
    if (idColumn >= 0) {
      identify();
    }
    boolean isNew = order.isEmpty() || follow();
    if (!isNew) {
      out.undoRow();
      return;
    }
    add(from, out.endRow());
  }

  private void check(int column) throws InvalidPageException {
    if (checks[column] == null || values.isMissing(slots[column])) {
      return;
    }
    byte[] text = text(column);
    int from = textFrom(column);
    int to = textTo(column);
    require(
        checks[column].isExpected(text, from, to), column, "differs from the value in the request");
    require(checks[column].matches(text, from, to), column, "does not match its pattern");
  }

  private void column(int column) throws InvalidPageException {
    int slot = slots[column];
    if (values.isMissing(slot)) {
      require(columns.get(column).isOptional(), column, "is missing");
      place(column, Place.NOWHERE, 0, 0);
      out.nothing();
      return;
    }
    switch (types[column]) {
      case STRING -> string(column, slot);
      case DECIMAL -> number(column, slot, false);
      case INTEGER -> number(column, slot, true);
      case BOOLEAN -> bool(column, slot);
      case DATE -> date(column, slot);
      case TIMESTAMP -> timestamp(column, slot);
    }
  }

  private void string(int column, int slot) throws InvalidPageException {
    int begin = out.offset();
    boolean isFirst = column == 0;
    text(column, slot);
    byte[] expected = expectedTexts[column];
    if (expected != null) {
      out.redo(begin, isFirst);
      out.text(expected, 0, expected.length, false, true);
    }
  }

  private void text(int column, int slot) throws InvalidPageException {
    int mark = values.mark(slot);
    int from = values.begin(slot);
    int to = values.end(slot);
    if ((mark & ~JsonValues.SEPARATOR) == JsonValues.STRING) {
      place(column, Place.BODY, from, to);
      out.text(in, from, to, mark != JsonValues.STRING, false);
    } else {
      otherString(column, slot, from, to);
    }
  }

  private void otherString(int column, int slot, int from, int to) throws InvalidPageException {
    require(values.isScalar(slot), column, "is neither a string nor a number");
    if (values.isEscaped(slot)) {
      byte[] text = decode(from, to);
      decoded[column] = text;
      place(column, Place.DECODED, 0, text.length);
      out.text(text, 0, text.length, false, true);
      return;
    }
    JsonSyntax.require(Utf8.isValid(in, from, to));
    place(column, Place.BODY, from, to);
    out.text(in, from, to, (values.mark(slot) & JsonValues.SEPARATOR) != 0, false);
  }

  private byte[] decode(int from, int to) {
    try {
      decoder.decode(in, from);
    } catch (JsonSyntax.JsonSyntaxException e) {
      return EscapedText.decode(in, from, to).getBytes(StandardCharsets.UTF_8);
    }
    byte[] text = Arrays.copyOf(decoder.text().array(), decoder.text().length());
    JsonSyntax.require(Utf8.isValid(text, 0, text.length));
    return text;
  }

  private void number(int column, int slot, boolean isInteger) throws InvalidPageException {
    NumberText number = numbers[column];
    require(
        isText(slot, JsonValues.NUMBER)
            && number.read(in, values.begin(slot), values.end(slot), isInteger),
        column,
        isInteger ? "is not a whole number" : "is not a decimal number");
    int from;
    if (number.isPlain()) {
      from = out.plain(in, values.begin(slot), values.end(slot));
    } else {
      byte[] text = ascii(number.decimal().toPlainString());
      from = out.plain(text, 0, text.length);
    }
    int scale = number.isBig() ? number.decimal().scale() : number.scale();
    if (scale > 0 && dialect.decimal() != '.') {
      out.replace(out.offset() - scale - 1, dialect.decimal());
    }
    inCsv(column, from);
  }

  private void bool(int column, int slot) throws InvalidPageException {
    int kind = values.kind(slot);
    boolean isLiteral = kind == JsonValues.TRUE || kind == JsonValues.FALSE;
    String text = isLiteral || kind == JsonValues.STRING ? values.text(slot, in) : "";
    require(text.equals("true") || text.equals("false"), column, "is neither true nor false");
    byte[] bytes = ascii(text);
    inCsv(column, out.plain(bytes, 0, bytes.length));
  }

  private void date(int column, int slot) throws InvalidPageException {
    int from = values.begin(slot);
    int to = values.end(slot);
    require(
        isText(slot, JsonValues.STRING) && time.readDate(in, from, to),
        column,
        "is not a date, as 2021-03-04");
    times[column] = time.time();
    nanos[column] = 0;
    inCsv(column, out.plain(in, from, to));
  }

  private void timestamp(int column, int slot) throws InvalidPageException {
    int from = values.begin(slot);
    int to = values.end(slot);
    require(
        isText(slot, JsonValues.STRING) && time.readTime(in, from, to),
        column,
        "is not a time (RFC 3339)");
    times[column] = time.time();
    nanos[column] = time.nano();
    if (time.isOwnText()) {
      inCsv(column, out.plain(in, from, to));
    } else {
      byte[] text = ascii(time.text());
      inCsv(column, out.plain(text, 0, text.length));
    }
  }

  private boolean isText(int slot, int kind) {
    int mark = values.mark(slot);
    return mark == JsonValues.STRING
        || mark == kind
        || (values.kind(slot) == JsonValues.STRING && !values.isEscaped(slot));
  }

  private void inCsv(int column, int from) {
    place(column, Place.CSV, from, out.offset());
  }

  private void place(int column, Place place, int from, int to) {
    places[column] = place;
    textFrom[column] = from;
    textTo[column] = to;
  }

  private boolean isPlain(int column) {
    return values.mark(slots[column]) == JsonValues.PLAIN;
  }

  private int textFrom(int column) {
    return isPlain(column) ? values.begin(slots[column]) : textFrom[column];
  }

  private int textTo(int column) {
    return isPlain(column) ? values.end(slots[column]) : textTo[column];
  }

  private byte[] text(int column) {
    if (isPlain(column)) {
      return in;
    }
    return switch (places[column]) {
      case NOWHERE -> NONE;
      case BODY -> in;
      case DECODED -> decoded[column];
      case CSV -> out.array();
    };
  }

  private void identify() throws InvalidPageException {
    byte[] array = text(idColumn);
    int from = textFrom(idColumn);
    String id = new String(array, from, textTo(idColumn) - from, StandardCharsets.UTF_8);
    require(ids.add(id) && !earlierIds.contains(id), idColumn, "is that of an earlier record");
  }

  /** Checks the order. Returns whether the record is beyond those that were written before. */
  private boolean follow() throws InvalidPageException {
    for (int i = 0; i < orderTypes.size(); i++) {
      int column = order.get(i);
      if (types[column] == ColumnType.STRING) {
        current.setText(i, text(column), textFrom(column), textTo(column));
      } else if (types[column].isNumber()) {
        NumberText number = numbers[column];
        BigDecimal big = number.isBig() ? number.decimal() : null;
        current.setNumber(i, number.unscaled(), number.scale(), big);
      } else {
        current.setTime(i, times[column], nanos[column]);
      }
    }
    if (hasPrevious) {
      int step = current.compareTo(previous);
      if (step < 0 || (step == 0 && isStrict)) {
        throw new InvalidPageException(
            "the records are not sorted by "
                + String.join(
                    ", ", order.stream().map(column -> columns.get(column).name()).toList()));
      }
    }
    OrderKey free = previous;
    previous = current;
    current = free;
    hasPrevious = true;
    return beyond.isEmpty() || previous.compareTo(beyond.get()) > 0;
  }

  private void add(int from, int to) throws InvalidPageException {
    if (isShort() && tally.add(key, unscaled, from, to)) {
      return;
    }
    tally.begin();
    for (int i = 0; i < dimensionColumns.length; i++) {
      int column = dimensionColumns[i];
      boolean isPlain = isPlain(column);
      int slot = slots[column];
      int begin = isPlain ? values.begin(slot) : textFrom[column];
      int length = (isPlain ? values.end(slot) : textTo[column]) - begin;
      length = Math.min(length, dimensionBytes[i]);
      require(length <= MAX_DIMENSION_BYTES, column, "is too long for a dimension");
      tally.value(i, isPlain ? in : text(column), begin, begin + length);
    }
    for (int i = 0; i < measureColumns.length; i++) {
      int column = measureColumns[i];
      if (!values.isMissing(slots[column])) {
        add(i, numbers[column], unit(i, unitColumns[i]), from, to);
      }
    }
  }

  /**
   * Whether the values that are added up are short texts and long numbers; then it sets the key.
   */
  private boolean isShort() {
    int part = 0;
    for (int i = 0; i < dimensionColumns.length; i++) {
      long word = word(dimensionColumns[i], dimensionBytes[i]);
      if (word == 0) {
        return false;
      }
      key[part++] = word;
    }
    for (int i = 0; i < measureColumns.length; i++) {
      int column = measureColumns[i];
      NumberText number = numbers[column];
      long unit = unitColumns[i] < 0 ? 0 : word(unitColumns[i], Words.SIZE + 1);
      if (values.isMissing(slots[column]) || number.isBig() || (unit == 0 && unitColumns[i] >= 0)) {
        return false;
      }
      unscaled[i] = number.unscaled();
      key[part++] = unit;
      key[part++] = number.scale();
    }
    return true;
  }

  /** The first bytes of a value as a word; 0 if they are more than eight, or not in the page. */
  private long word(int column, int mostBytes) {
    int slot = slots[column];
    if (values.mark(slot) != JsonValues.PLAIN) {
      return 0;
    }
    int from = values.begin(slot);
    int length = Math.min(values.end(slot) - from, mostBytes);
    return length <= Words.SIZE ? Words.at(in, from, length) : 0;
  }

  private int unit(int number, int column) throws InvalidPageException {
    if (column < 0) {
      return tally.unit(number, NONE, 0, 0);
    }
    int from = textFrom(column);
    int to = textTo(column);
    require(to - from <= MAX_DIMENSION_BYTES, column, "is too long for a unit");
    return tally.unit(number, text(column), from, to);
  }

  private void add(int measure, NumberText number, int unit, int from, int to) {
    if (number.isBig()) {
      tally.add(measure, unit, number.decimal(), from, to);
    } else {
      tally.add(measure, unit, number.unscaled(), number.scale(), from, to);
    }
  }

  private void require(boolean holds, int column, String otherwise) throws InvalidPageException {
    if (!holds) {
      throw new InvalidPageException(
          "%s of a record %s".formatted(columns.get(column).name(), otherwise));
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
