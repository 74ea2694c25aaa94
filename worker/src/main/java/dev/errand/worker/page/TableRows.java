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

  private static final String ENDS_NUMBER = "\",}] \n\r\t";
  private static final byte[] NONE = new byte[0];
  private static final int MOST_DIMENSION_BYTES = 1000;

  private final List<Column> columns;
  private final ColumnType[] types;
  private final int[] slots;

  /** The column of each slot; negative if it is not the only one. */
  private final int[] columnOf;

  /** The bytes of a text that needs no quotation marks. */
  private final byte[] plainBytes = new byte[256];

  /** What the values of columns must be; null for anything. */
  private final TextCheck[] checks;

  /** The values that all records have; null for any. */
  private final byte[][] expectedTexts;

  /** The same if they are the same in the CSV; empty if not. */
  private final byte[][] plainExpected;

  private final CsvDialect dialect;
  private final List<Measure> measures;
  private final List<Dimension> dimensions;
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
    measures = type.summary().measures();
    dimensions = type.summary().dimensions();
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
    Arrays.fill(plainBytes, ' ', 128, (byte) 1);
    for (char other : new char[] {'"', '\\', dialect.separator()}) {
      plainBytes[other] = 0;
    }
    columnOf = columnOf(slots);
    int count = columns.size();
    expectedTexts = new byte[count][];
    plainExpected = new byte[count][];
    checks = new TextCheck[count];
    for (int column = 0; column < count; column++) {
      check(column, expected.get(column));
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
    byte[] quoted = Arrays.copyOf(text, text.length + 1);
    quoted[text.length] = '"';
    return plainText(quoted, 0) == text.length && text.length > 0;
  }

  private static int[] columnOf(int[] slots) {
    int[] columns = new int[slots.length + 1];
    Arrays.fill(columns, -1);
    for (int column = 0; column < slots.length; column++) {
      int other = columns[slots[column]];
      columns[slots[column]] = other == -1 ? column : -2;
    }
    return columns;
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
    int column = columnOf[slot];
    if (column < 0) {
      return 0;
    }
    boolean isQuoted = body[at] == '"';
    int from = isQuoted ? at + 1 : at;
    int to;
    switch (types[column]) {
      case STRING -> to = isQuoted ? plainText(column, body, from) : 0;
      case TIMESTAMP -> to = isQuoted ? ownTime(column, body, from) : 0;
      case DECIMAL -> to = plainNumber(column, body, from, false);
      case INTEGER -> to = plainNumber(column, body, from, true);
      default -> to = 0;
    }
    if (to == 0 || (body[to] == '"') != isQuoted) {
      return 0;
    }
    if (!values.set(slot, JsonValues.PLAIN, from, to)) {
      throw new InvalidPageException("a field appears twice");
    }
    return isQuoted ? to + 1 : to;
  }

  /** The end of a text that is the same in the CSV; 0 for another. */
  private int plainText(int column, byte[] body, int from) {
    byte[] expected = plainExpected[column];
    return expected == null ? plainText(body, from) : expectedText(expected, body, from);
  }

  private int plainText(byte[] body, int from) {
    byte[] isPlain = plainBytes;
    int to = from;
    while (isPlain[body[to] & 0xFF] != 0) {
      to++;
    }
    return body[to] == '"' && to > from && !CsvOut.mayBeChanged(body[from]) ? to : 0;
  }

  private static int expectedText(byte[] expected, byte[] body, int from) {
    int to = from + expected.length;
    return to > from
            && to < body.length
            && Arrays.equals(body, from, to, expected, 0, expected.length)
            && body[to] == '"'
        ? to
        : 0;
  }

  private int ownTime(int column, byte[] body, int from) {
    int to = time.readOwnText(body, from);
    times[column] = time.time();
    nanos[column] = time.nano();
    return to;
  }

  private int plainNumber(int column, byte[] body, int from, boolean isInteger) {
    int to = dialect.decimal() == '.' ? numbers[column].readPlain(body, from, isInteger) : 0;
    return to > 0 && ENDS_NUMBER.indexOf(body[to]) >= 0 ? to : 0;
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
      }
      TextCheck check = checks[column];
      if (check != null && (check.hasPattern() || !isPlain(column))) {
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
    if (values.isMissing(slots[column])) {
      return;
    }
    byte[] text = text(column);
    int from = textFrom(column);
    int to = textTo(column);
    require(checks[column].isExpected(text, from, to), column, "has not the value of the request");
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
      byte[] text = Arrays.copyOf(decoder.text().array(), decoder.text().length());
      JsonSyntax.require(Utf8.isValid(text, 0, text.length));
      return text;
    } catch (CanonicalForm.NotCanonicalException e) {
      return EscapedText.decode(in, from, to).getBytes(StandardCharsets.UTF_8);
    }
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
    tally.begin();
    for (int i = 0; i < dimensions.size(); i++) {
      Dimension dimension = dimensions.get(i);
      int column = dimension.column();
      int length = Math.min(textTo(column) - textFrom(column), dimension.by().characters());
      require(length <= MOST_DIMENSION_BYTES, column, "is too long for a dimension");
      tally.value(i, text(column), textFrom(column), textFrom(column) + length);
    }
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      if (!values.isMissing(slots[measure.column()])) {
        add(i, numbers[measure.column()], unit(i, measure), from, to);
      }
    }
  }

  private int unit(int number, Measure measure) throws InvalidPageException {
    if (measure.unit().isEmpty()) {
      return tally.unit(number, NONE, 0, 0);
    }
    int column = measure.unit().getAsInt();
    require(
        textTo(column) - textFrom(column) <= MOST_DIMENSION_BYTES,
        column,
        "is too long for a unit");
    return tally.unit(number, text(column), textFrom(column), textTo(column));
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
