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

/** Checks the records of a page, adds them to the tally and writes their rows. */
final class TableRows {

  private static final byte[] NONE = new byte[0];
  private static final int MOST_DIMENSION_BYTES = 1000;

  private final List<Column> columns;
  private final ColumnType[] types;
  private final int[] slots;
  private final CsvDialect dialect;
  private final List<Measure> measures;
  private final List<Dimension> dimensions;
  private final TallyShape shape;
  private final List<Integer> order;
  private final List<ColumnType> orderTypes;
  private final boolean isStrict;
  private final int idColumn;
  private final int windowColumn;
  private final Optional<TimeRange> range;
  private final Optional<OrderKey> beyond;

  private final JsonValues values;
  private final CsvOut out;
  private final TimeText time;
  private final JsonStringDecoder decoder = new JsonStringDecoder();

  /** The text of each column: null for one in the CSV. */
  private final byte[][] texts;

  private final int[] textFrom;
  private final int[] textTo;
  private final NumberText[] numbers;
  private final boolean[] isPresent;
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
   * @param range the times of the window, if records must lie in it
   * @param beyond records up to this key are checked but not written
   */
  TableRows(
      DeclaredType type,
      int[] slots,
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
    shape = new TallyShape(measures.size(), dimensions.size(), dialect.separator());
    order = type.source().order();
    orderTypes = order.stream().map(column -> types[column]).toList();
    isStrict = type.source().isOrderStrict();
    idColumn = isStrict ? -1 : type.source().id().orElse(-1);
    windowColumn =
        range.isPresent()
            ? type.source().windows().map(windows -> windows.column().orElse(-1)).orElse(-1)
            : -1;
    this.beyond = beyond.map(key -> OrderKey.of(orderTypes, key));
    out = new CsvOut(dialect.separator());
    time = new TimeText(type.output().timeZone());
    int count = columns.size();
    texts = new byte[count][];
    textFrom = new int[count];
    textTo = new int[count];
    isPresent = new boolean[count];
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

  /** Writes the record whose values were found. */
  void write() throws InvalidPageException {
    records++;
    int from = out.beginRow();
    for (int column = 0; column < types.length; column++) {
      column(column);
    }
    if (windowColumn >= 0) {
      require(
          range.get().contains(times[windowColumn]),
          windowColumn,
          "is outside the requested range");
    }
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

  private void column(int column) throws InvalidPageException {
    int slot = slots[column];
    if (values.isMissing(slot)) {
      require(columns.get(column).isOptional(), column, "is missing");
      isPresent[column] = false;
      texts[column] = NONE;
      textFrom[column] = 0;
      textTo[column] = 0;
      out.nothing();
      return;
    }
    isPresent[column] = true;
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
    require(values.isScalar(slot), column, "is neither a string nor a number");
    int flags = values.flags[slot];
    int from = values.begins[slot];
    int to = values.ends[slot];
    if ((flags & JsonValues.ESCAPED) != 0) {
      byte[] text = decode(from, to);
      texts[column] = text;
      textFrom[column] = 0;
      textTo[column] = text.length;
      out.text(text, 0, text.length, false, true);
      return;
    }
    JsonSyntax.require((flags & JsonValues.NON_ASCII) == 0 || Utf8.isValid(in, from, to));
    texts[column] = in;
    textFrom[column] = from;
    textTo[column] = to;
    out.text(in, from, to, (flags & JsonValues.SEPARATOR) != 0, false);
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
            && number.read(in, values.begins[slot], values.ends[slot], isInteger),
        column,
        isInteger ? "is not a whole number" : "is not a decimal number");
    int from;
    if (number.isPlain()) {
      from = out.plain(in, values.begins[slot], values.ends[slot]);
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
    byte kind = values.kinds[slot];
    boolean isLiteral = kind == JsonValues.TRUE || kind == JsonValues.FALSE;
    String text = isLiteral || kind == JsonValues.STRING ? values.text(slot, in) : "";
    require(text.equals("true") || text.equals("false"), column, "is neither true nor false");
    byte[] bytes = ascii(text);
    inCsv(column, out.plain(bytes, 0, bytes.length));
  }

  private void date(int column, int slot) throws InvalidPageException {
    int from = values.begins[slot];
    int to = values.ends[slot];
    require(
        isText(slot, JsonValues.STRING) && time.readDate(in, from, to),
        column,
        "is not a date, as 2021-03-04");
    times[column] = time.time();
    nanos[column] = 0;
    inCsv(column, out.plain(in, from, to));
  }

  private void timestamp(int column, int slot) throws InvalidPageException {
    int from = values.begins[slot];
    int to = values.ends[slot];
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

  private boolean isText(int slot, byte kind) {
    return (values.kinds[slot] == JsonValues.STRING || values.kinds[slot] == kind)
        && (values.flags[slot] & JsonValues.ESCAPED) == 0;
  }

  private void inCsv(int column, int from) {
    texts[column] = null;
    textFrom[column] = from;
    textTo[column] = out.offset();
  }

  private byte[] text(int column) {
    return texts[column] == null ? out.array() : texts[column];
  }

  private void identify() throws InvalidPageException {
    byte[] array = text(idColumn);
    int from = textFrom[idColumn];
    String id = new String(array, from, textTo[idColumn] - from, StandardCharsets.UTF_8);
    require(ids.add(id) && !earlierIds.contains(id), idColumn, "is that of an earlier record");
  }

  /** Checks the order. Returns whether the record is beyond those that were written before. */
  private boolean follow() throws InvalidPageException {
    for (int i = 0; i < orderTypes.size(); i++) {
      int column = order.get(i);
      if (types[column] == ColumnType.STRING) {
        current.setText(i, texts[column], textFrom[column], textTo[column]);
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
      int length = Math.min(textTo[column] - textFrom[column], dimension.by().characters());
      require(length <= MOST_DIMENSION_BYTES, column, "is too long for a dimension");
      tally.value(i, text(column), textFrom[column], textFrom[column] + length);
    }
    for (int i = 0; i < measures.size(); i++) {
      Measure measure = measures.get(i);
      if (isPresent[measure.column()]) {
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
        textTo[column] - textFrom[column] <= MOST_DIMENSION_BYTES,
        column,
        "is too long for a unit");
    return tally.unit(number, text(column), textFrom[column], textTo[column]);
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
