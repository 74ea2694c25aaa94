package dev.errand.worker.page;

import dev.errand.worker.tally.PageTally;
import dev.errand.worker.tally.TallyShape;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Parses one page of the type {@code records} in canonical form: UTF-8, fields in the order of the
 * contract, each value a JSON string. It converts bytes of JSON into bytes of CSV and creates no
 * {@code String} for a field.
 *
 * <p>It rejects every other page as a whole. The {@link TableParser} then parses that page and
 * reports errors in it.
 */
final class FastPageParser {

  private static final List<String> NAMES =
      List.of(
          "id",
          "client_id",
          "booked_at",
          "amount",
          "currency",
          "status",
          "counterparty",
          "description");

  private static final int ID = 0;
  private static final int CLIENT_ID = 1;
  private static final int BOOKED_AT = 2;
  private static final int AMOUNT = 3;
  private static final int CURRENCY = 4;
  private static final int STATUS = 5;
  private static final int COUNTERPARTY = 6;
  private static final int DESCRIPTION = 7;
  private static final byte[] RECORDS = ascii("\"records\"");
  private static final byte[] NEXT_CURSOR = ascii("\"next_cursor\"");
  private static final byte[] TOTAL = ascii("\"total\"");
  private static final byte[] NULL = ascii("null");
  private static final byte[][] KEYS =
      NAMES.stream().map(name -> ascii('"' + name + '"')).toArray(byte[][]::new);
  private static final byte[][] COMPACT =
      NAMES.stream()
          .map(name -> ascii((name.equals("id") ? "{\"" : ",\"") + name + "\":"))
          .toArray(byte[][]::new);
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int MOST_DIGITS = 18;
  private static final int MOST_CURSOR_CHARACTERS = 1000;

  /**
   * The number of zeros after the body. A zero ends every loop over bytes. The parser looks ahead
   * at most 38 bytes, the length of a client id with its quotation marks.
   */
  private static final int PADDING = 64;

  private final PageTally tally = new PageTally();
  private final TallyShape shape;
  private final byte[] clientId;
  private final Optional<byte[]> status;
  private final TimeRange range;
  private final Bytes body;
  private final byte[] in;
  private final CsvFieldWriter out;

  /** The offsets of the values of the current record, by column. */
  private final int[] begins = new int[NAMES.size()];

  private final int[] ends = new int[NAMES.size()];

  /** The bytes before the value of each column. Most pages use the same white space throughout. */
  private final byte[][] leads = COMPACT.clone();

  /** The offset of the next byte. */
  private int at;

  /** The current column. */
  private int column;

  private byte[] lastIds;
  private int lastIdFrom;
  private int lastIdTo;
  private long lastTime;
  private int lastNano;

  /** The values of the current record that the tally needs. */
  private long amount;

  private int scale;
  private int month;

  /**
   * Creates a parser of one page.
   *
   * @param clientId the client of every record
   * @param status the status of every record; empty for any
   * @param range the times of the records
   * @param last the values of the last record before the page; empty at the start of a window
   */
  FastPageParser(
      String clientId,
      Optional<String> status,
      TimeRange range,
      TallyShape shape,
      Bytes body,
      List<String> last,
      Bytes csv) {
    this.clientId = ascii(clientId);
    this.status = status.map(FastPageParser::ascii);
    this.range = range;
    this.shape = shape;
    this.body = body;
    body.pad(PADDING);
    in = body.array();
    out = new CsvFieldWriter(csv);
    lastIds = last.isEmpty() ? new byte[0] : last.get(1).getBytes(StandardCharsets.UTF_8);
    lastIdTo = lastIds.length;
    int space = last.isEmpty() ? 0 : last.get(0).indexOf(' ');
    lastTime = last.isEmpty() ? -1 : Long.parseLong(last.get(0).substring(0, space));
    lastNano = last.isEmpty() ? 0 : Integer.parseInt(last.get(0).substring(space + 1));
  }

  /**
   * Returns the page, or empty if it is not in canonical form. In that case the CSV may contain
   * some of its rows.
   */
  Optional<TablePage> parse() {
    try {
      return Optional.of(page());
    } catch (CanonicalForm.NotCanonicalException anotherForm) {
      return Optional.empty();
    }
  }

  private TablePage page() {
    token('{');
    key(RECORDS);
    token('[');
    if (peek() == ']') {
      at++;
    } else {
      do {
        record();
      } while (more());
    }
    token(',');
    key(NEXT_CURSOR);
    Optional<String> nextCursor = cursor();
    token(',');
    key(TOTAL);
    long total = count();
    token('}');
    while (at < body.length()) {
      CanonicalForm.require(isSpace(in[at++]));
    }
    CanonicalForm.require(at == body.length());
    out.close();
    String lastId = new String(lastIds, lastIdFrom, lastIdTo - lastIdFrom, StandardCharsets.UTF_8);
    return new TablePage(
        out.csv(),
        tally.columns(shape),
        lastTime < 0 ? List.of() : List.of(lastTime + " " + lastNano, lastId),
        tally.rows(),
        nextCursor,
        Optional.empty(),
        OptionalLong.of(total),
        Optional.empty());
  }

  private void record() {
    int rowFrom = out.beginRow();
    int idFrom = text(ID);
    at = out.text(in, idFrom);
    int idTo = at - 1;
    // fastcsv quotes a first field that begins with the comment character
    CanonicalForm.require(idTo > idFrom && in[idFrom] != '#' && !out.wasEscaped());

    begins[CLIENT_ID] = text(CLIENT_ID);
    clientId();
    begins[BOOKED_AT] = text(BOOKED_AT);
    bookedAt(idFrom, idTo);
    begins[AMOUNT] = text(AMOUNT);
    amount();
    begins[CURRENCY] = text(CURRENCY);
    int currency = currency();
    begins[STATUS] = text(STATUS);
    int status = status();
    for (int column = CLIENT_ID; column <= STATUS; column++) {
      out.plain(in, begins[column], ends[column]);
    }

    textOrNull(COUNTERPARTY);
    textOrNull(DESCRIPTION);
    token('}');
    int rowTo = out.endRow();
    tally.add(currency, status, month, amount, scale, rowFrom, rowTo);
  }

  /** Moves to the value of a column and returns its offset. */
  private int value(int next) {
    column = next;
    byte[] lead = leads[next];
    int end = at + lead.length;
    if (end < in.length && Arrays.equals(in, at, end, lead, 0, lead.length) && !isSpace(in[end])) {
      at = end;
    } else {
      learn();
    }
    return at;
  }

  /**
   * Parses the bytes before the value of a column and expects the same bytes in the next records.
   */
  private void learn() {
    int begin = at;
    token(column == ID ? '{' : ',');
    key(KEYS[column]);
    peek();
    leads[column] = Arrays.copyOfRange(in, begin, at);
  }

  /** Moves to the string of a column and returns its offset. */
  private int text(int column) {
    CanonicalForm.require(in[value(column)] == '"');
    return ++at;
  }

  /** Consumes the closing quotation mark of a column. */
  private void end(int column, int end) {
    CanonicalForm.require(in[end] == '"');
    ends[column] = end;
    at = end + 1;
  }

  private boolean more() {
    int next = peek();
    at++;
    CanonicalForm.require(next == ',' || next == ']');
    return next == ',';
  }

  private void textOrNull(int column) {
    if (in[value(column)] == '"') {
      at = out.text(in, at + 1);
    } else {
      literal(NULL);
      out.plain(in, at, at);
    }
  }

  private void clientId() {
    int end = at + clientId.length;
    CanonicalForm.require(Arrays.equals(in, at, end, clientId, 0, clientId.length));
    end(CLIENT_ID, end);
  }

  /** Reads {@code YYYY-MM-DDThh:mm:ss[.fraction]Z} and the closing quotation mark. */
  private void bookedAt(int idFrom, int idTo) {
    int from = at;
    int year = two(from) * 100 + two(from + 2);
    int monthOfYear = two(from + 5);
    int dayOfMonth = two(from + 8);
    int hour = two(from + 11);
    int minute = two(from + 14);
    int second = two(from + 17);
    CanonicalForm.require(
        in[from + 4] == '-'
            && in[from + 7] == '-'
            && in[from + 10] == 'T'
            && in[from + 13] == ':'
            && in[from + 16] == ':'
            && monthOfYear >= 1
            && monthOfYear <= 12
            && dayOfMonth >= 1
            && dayOfMonth <= DAYS[monthOfYear - 1]
            && (dayOfMonth < 29 || monthOfYear != 2 || LocalDate.of(year, 1, 1).isLeapYear())
            && hour < 24
            && minute < 60
            && second < 60);
    at = from + 19;
    int nano = in[at] == '.' ? fraction() : 0;
    CanonicalForm.require(in[at] == 'Z');
    end(BOOKED_AT, at + 1);
    month = year * 12 + monthOfYear - 1;
    long time = TimeText.number(year, monthOfYear, dayOfMonth, hour, minute, second);
    CanonicalForm.require(range.contains(time));
    follow(time, nano, idFrom, idTo);
  }

  private int fraction() {
    int from = ++at;
    int nano = 0;
    while (isDigit(in[at])) {
      nano = nano * 10 + in[at++] - '0';
      CanonicalForm.require(at - from <= 9);
    }
    CanonicalForm.require(at > from);
    for (int digits = at - from; digits < 9; digits++) {
      nano *= 10;
    }
    return nano;
  }

  private void follow(long time, int nano, int idFrom, int idTo) {
    CanonicalForm.require(
        time != lastTime
            ? time > lastTime
            : nano != lastNano
                ? nano > lastNano
                : Arrays.compareUnsigned(in, idFrom, idTo, lastIds, lastIdFrom, lastIdTo) > 0);
    lastTime = time;
    lastNano = nano;
    lastIds = in;
    lastIdFrom = idFrom;
    lastIdTo = idTo;
  }

  /** Reads {@code -123.45} and the closing quotation mark. */
  private void amount() {
    boolean negative = in[at] == '-';
    int from = negative ? at + 1 : at;
    long unscaled = 0;
    int i = from;
    int point = -1;
    for (; in[i] != '"'; i++) {
      int digit = in[i] - '0';
      if (digit >= 0 && digit <= 9) {
        unscaled = unscaled * 10 + digit;
      } else {
        CanonicalForm.require(in[i] == '.' && point < 0 && i > from);
        point = i;
      }
    }
    scale = point < 0 ? 0 : i - point - 1;
    int digits = point < 0 ? i - from : i - from - 1;
    CanonicalForm.require(digits > 0 && digits <= MOST_DIGITS && (point < 0 || scale > 0));
    amount = negative ? -unscaled : unscaled;
    end(AMOUNT, i);
  }

  private int currency() {
    int begin = at;
    CanonicalForm.require(
        isCapital(in[begin]) && isCapital(in[begin + 1]) && isCapital(in[begin + 2]));
    end(CURRENCY, begin + 3);
    return PageTally.currency(in[begin], in[begin + 1], in[begin + 2]);
  }

  private int status() {
    int begin = at;
    int end = begin;
    while (isStatusByte(in[end])) {
      end++;
    }
    int length = end - begin;
    CanonicalForm.require(length >= 1 && length <= 50 && in[begin] != '_' && in[begin] != '-');
    if (status.isPresent()) {
      CanonicalForm.require(Arrays.equals(in, begin, end, status.get(), 0, status.get().length));
    }
    end(STATUS, end);
    int number = tally.status(in, begin, end);
    CanonicalForm.require(number >= 0);
    return number;
  }

  private Optional<String> cursor() {
    if (peek() == 'n') {
      literal(NULL);
      return Optional.empty();
    }
    token('"');
    int begin = at;
    while (in[at] != '"') {
      CanonicalForm.require(in[at] >= ' ' && in[at] != '\\');
      at++;
    }
    int length = at++ - begin;
    CanonicalForm.require(length >= 1 && length <= MOST_CURSOR_CHARACTERS);
    return Optional.of(new String(in, begin, length, StandardCharsets.US_ASCII));
  }

  private long count() {
    peek();
    int from = at;
    long count = 0;
    while (isDigit(in[at])) {
      count = count * 10 + in[at++] - '0';
    }
    CanonicalForm.require(
        at > from && at - from <= MOST_DIGITS && (in[from] != '0' || at == from + 1));
    return count;
  }

  private int two(int from) {
    int tens = in[from] - '0';
    int ones = in[from + 1] - '0';
    CanonicalForm.require((tens | ones) >= 0 && tens <= 9 && ones <= 9);
    return tens * 10 + ones;
  }

  /** Skips white space and returns the next byte. */
  private int peek() {
    while (isSpace(in[at])) {
      at++;
    }
    return in[at];
  }

  private void token(int expected) {
    CanonicalForm.require(peek() == expected);
    at++;
  }

  private void key(byte[] name) {
    peek();
    literal(name);
    token(':');
  }

  private void literal(byte[] expected) {
    int to = at + expected.length;
    CanonicalForm.require(Arrays.equals(in, at, to, expected, 0, expected.length));
    at = to;
  }

  private static boolean isSpace(int b) {
    return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }

  private static boolean isDigit(int b) {
    return b >= '0' && b <= '9';
  }

  private static boolean isCapital(int b) {
    return b >= 'A' && b <= 'Z';
  }

  private static boolean isStatusByte(int b) {
    return (b >= 'a' && b <= 'z') || isCapital(b) || isDigit(b) || b == '_' || b == '-';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
