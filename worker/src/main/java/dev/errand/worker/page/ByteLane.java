package dev.errand.worker.page;

import dev.errand.worker.tally.PageTally;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads one page in its usual form: UTF-8, fields in the order of the contract, each of them a
 * text. From bytes of JSON to bytes of CSV; no text is made on the way.
 *
 * <p>At anything else it declines the whole page and leaves it to the {@link GeneralLane}, which
 * also has the words for what is wrong with one. So nothing here is lenient or explains itself.
 */
final class ByteLane {

  private static final byte[] RECORDS = ascii("\"records\"");
  private static final byte[] NEXT_CURSOR = ascii("\"next_cursor\"");
  private static final byte[] TOTAL = ascii("\"total\"");
  private static final byte[] NULL = ascii("null");
  private static final byte[][] KEYS =
      Columns.NAMES.stream().map(name -> ascii('"' + name + '"')).toArray(byte[][]::new);
  private static final int[] DAYS = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  private static final int MOST_DIGITS = 18;

  private final PageTally tally = new PageTally();
  private final byte[] clientId;
  private final Optional<byte[]> status;
  private final int firstDay;
  private final int lastDay;
  private final Bytes body;
  private final byte[] in;
  private final CsvText out;

  /** The next byte to read. */
  private int at;

  private byte[] lastIds;
  private int lastIdFrom;
  private int lastIdTo;
  private long lastTime;
  private int lastNano;

  /** The parts of the record being read that the tally needs. */
  private long amount;

  private int scale;
  private int month;

  private ByteLane(PageRules rules, Bytes body, Position after, Bytes csv) {
    clientId = ascii(rules.clientId().toString());
    status = rules.status().map(ByteLane::ascii);
    firstDay = day(rules.firstDay());
    lastDay = day(rules.lastDay());
    this.body = body;
    in = body.array();
    out = new CsvText(csv);
    lastIds = after.id().getBytes(StandardCharsets.UTF_8);
    lastIdTo = lastIds.length;
    lastTime = after.time();
    lastNano = after.nano();
  }

  /** The page; empty if it has another form, and then {@code csv} may hold part of its rows. */
  static Optional<Page> parse(PageRules rules, Bytes body, Position after, Bytes csv) {
    try {
      return Optional.of(new ByteLane(rules, body, after, csv).page());
    } catch (Declined | ArrayIndexOutOfBoundsException anotherForm) {
      return Optional.empty();
    }
  }

  private Page page() {
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
      Declined.unless(isSpace(in[at++]));
    }
    Declined.unless(at == body.length());
    out.close();
    String lastId = new String(lastIds, lastIdFrom, lastIdTo - lastIdFrom, StandardCharsets.UTF_8);
    return new Page(out.csv(), tally, new Position(lastTime, lastNano, lastId), nextCursor, total);
  }

  private void record() {
    int rowFrom = out.beginRow();
    token('{');
    key(KEYS[Columns.ID]);
    int idFrom = quote();
    at = out.text(in, idFrom);
    int idTo = at - 1;
    // fastcsv has a rule of its own for rows that begin like a comment
    Declined.unless(idTo > idFrom && in[idFrom] != '#' && !out.wasEscaped());

    token(',');
    key(KEYS[Columns.CLIENT_ID]);
    int from = quote();
    at = from + clientId.length;
    Declined.unless(Arrays.equals(in, from, at, clientId, 0, clientId.length) && in[at++] == '"');
    out.plain(in, from, at - 1);

    token(',');
    key(KEYS[Columns.BOOKED_AT]);
    from = quote();
    bookedAt(idFrom, idTo);
    out.plain(in, from, at - 1);

    token(',');
    key(KEYS[Columns.AMOUNT]);
    from = quote();
    amount();
    out.plain(in, from, at - 1);

    token(',');
    key(KEYS[Columns.CURRENCY]);
    from = quote();
    Declined.unless(isCapital(in[from]) && isCapital(in[from + 1]) && isCapital(in[from + 2]));
    int currency = PageTally.currency(in[from], in[from + 1], in[from + 2]);
    at = from + 3;
    Declined.unless(in[at++] == '"');
    out.plain(in, from, at - 1);

    token(',');
    key(KEYS[Columns.STATUS]);
    from = quote();
    int statusNumber = status(from);
    out.plain(in, from, at - 1);

    token(',');
    key(KEYS[Columns.COUNTERPARTY]);
    textOrNull();
    token(',');
    key(KEYS[Columns.DESCRIPTION]);
    textOrNull();
    token('}');
    int rowTo = out.endRow();
    tally.add(currency, statusNumber, month, amount, scale, rowFrom, rowTo);
  }

  private boolean more() {
    int next = peek();
    at++;
    Declined.unless(next == ',' || next == ']');
    return next == ',';
  }

  private void textOrNull() {
    if (peek() == 'n') {
      literal(NULL);
      out.plain(in, at, at);
    } else {
      at = out.text(in, quote());
    }
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
    int day = (year * 16 + monthOfYear) * 32 + dayOfMonth;
    Declined.unless(
        in[from + 4] == '-'
            && in[from + 7] == '-'
            && in[from + 10] == 'T'
            && in[from + 13] == ':'
            && in[from + 16] == ':'
            && day >= firstDay
            && day <= lastDay
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
    Declined.unless(in[at] == 'Z' && in[at + 1] == '"');
    at += 2;
    month = year * 12 + monthOfYear - 1;
    follow(Position.time(year, monthOfYear, dayOfMonth, hour, minute, second), nano, idFrom, idTo);
  }

  private int fraction() {
    int from = ++at;
    int nano = 0;
    while (isDigit(in[at])) {
      nano = nano * 10 + in[at++] - '0';
      Declined.unless(at - from <= 9);
    }
    Declined.unless(at > from);
    for (int digits = at - from; digits < 9; digits++) {
      nano *= 10;
    }
    return nano;
  }

  private void follow(long time, int nano, int idFrom, int idTo) {
    Declined.unless(
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
        Declined.unless(in[i] == '.' && point < 0 && i > from);
        point = i;
      }
    }
    scale = point < 0 ? 0 : i - point - 1;
    int digits = point < 0 ? i - from : i - from - 1;
    Declined.unless(digits > 0 && digits <= MOST_DIGITS && (point < 0 || scale > 0));
    amount = negative ? -unscaled : unscaled;
    at = i + 1;
  }

  private int status(int from) {
    int i = from;
    while (isStatusByte(in[i])) {
      i++;
    }
    at = i + 1;
    Declined.unless(
        in[i] == '"' && i - from >= 1 && i - from <= 50 && in[from] != '_' && in[from] != '-');
    if (status.isPresent()) {
      Declined.unless(Arrays.equals(in, from, i, status.get(), 0, status.get().length));
    }
    int number = tally.status(in, from, i);
    Declined.unless(number >= 0);
    return number;
  }

  private Optional<String> cursor() {
    if (peek() == 'n') {
      literal(NULL);
      return Optional.empty();
    }
    int from = quote();
    int to = from;
    while (in[to] != '"') {
      Declined.unless(in[to] >= ' ' && in[to] != '\\');
      to++;
    }
    Declined.unless(to > from && to - from <= Page.MAX_CURSOR);
    at = to + 1;
    return Optional.of(new String(in, from, to - from, StandardCharsets.US_ASCII));
  }

  private long count() {
    peek();
    int from = at;
    long count = 0;
    while (isDigit(in[at])) {
      count = count * 10 + in[at++] - '0';
    }
    Declined.unless(at > from && at - from <= MOST_DIGITS && (in[from] != '0' || at == from + 1));
    return count;
  }

  private int two(int from) {
    int tens = in[from] - '0';
    int ones = in[from + 1] - '0';
    Declined.unless((tens | ones) >= 0 && tens <= 9 && ones <= 9);
    return tens * 10 + ones;
  }

  /** Skips white space; the byte after it. */
  private int peek() {
    while (isSpace(in[at])) {
      at++;
    }
    return in[at];
  }

  private void token(int expected) {
    Declined.unless(peek() == expected);
    at++;
  }

  private void key(byte[] name) {
    peek();
    literal(name);
    token(':');
  }

  private void literal(byte[] expected) {
    int to = at + expected.length;
    Declined.unless(Arrays.equals(in, at, to, expected, 0, expected.length));
    at = to;
  }

  /** Skips an opening quotation mark; where the text begins. */
  private int quote() {
    token('"');
    return at;
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

  private static int day(LocalDate date) {
    return (date.getYear() * 16 + date.getMonthValue()) * 32 + date.getDayOfMonth();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
