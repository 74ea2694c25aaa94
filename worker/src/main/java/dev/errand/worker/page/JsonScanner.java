package dev.errand.worker.page;

import dev.errand.worker.page.FieldTree.Prefix;
import java.nio.charset.StandardCharsets;

/**
 * Finds the values of declared fields in a JSON body: members in any order, nested objects and
 * arrays, unknown members. It creates no object for a value.
 */
final class JsonScanner {

  /** Reads values of records before the scanner does. */
  interface ValueReader {

    /**
     * Reads a value of a record.
     *
     * @param at the offset of its first byte
     * @return the offset after it; 0 if it was not read
     */
    int read(int slot, byte[] in, int at) throws InvalidPageException;
  }

  /** Receives each record after its values were found. */
  interface RecordListener {
    void record() throws InvalidPageException;
  }

  /** The number of zeros after the body. A zero ends every loop over bytes. */
  static final int PADDING = 64;

  private static final int MAX_DEPTH = 64;
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private static final long QUOTES = Words.of('"');
  private static final long BACKSLASHES = Words.of('\\');

  private final char separator;
  private final long separators;
  private final FieldTree pageFields;
  private final JsonValues pageValues;
  private final FieldTree recordFields;
  private final JsonValues recordValues;
  private final ValueReader reader;
  private final RecordListener listener;
  private byte[] in;
  private int at;
  private int flags;
  private boolean hasRecords;

  /**
   * Creates a scanner.
   *
   * @param separator the character that needs quotation marks in the CSV
   */
  JsonScanner(
      FieldTree pageFields,
      JsonValues pageValues,
      FieldTree recordFields,
      JsonValues recordValues,
      char separator,
      ValueReader reader,
      RecordListener listener) {
    this.pageFields = pageFields;
    this.pageValues = pageValues;
    this.recordFields = recordFields;
    this.recordValues = recordValues;
    this.reader = reader;
    this.listener = listener;
    this.separator = separator;
    this.separators = Words.of(separator);
  }

  /**
   * Scans a body, which zeros follow.
   *
   * @throws JsonSyntax.JsonSyntaxException if it is not JSON
   * @throws InvalidPageException if it has no records
   */
  void scan(byte[] body, int length) throws InvalidPageException {
    in = body;
    at = 0;
    hasRecords = false;
    pageValues.clear();
    peek();
    value(pageFields, pageValues, 0);
    peek();
    JsonSyntax.require(at == length);
    require(hasRecords, "the page has no array of records where it should be");
  }

  /** The offset of the next byte. */
  int offset() {
    return at;
  }

  private void value(FieldTree field, JsonValues values, int depth) throws InvalidPageException {
    if (in[at] == '"') {
      int from = ++at;
      string();
      set(field, values, JsonValues.STRING | flags, from, at - 1);
    } else {
      other(field, values, depth);
    }
  }

  private void other(FieldTree field, JsonValues values, int depth) throws InvalidPageException {
    switch (in[at]) {
      case '{' -> {
        set(field, values, JsonValues.STRUCTURE, at, at);
        at++;
        if (field.hasChildren()) {
          object(field, values, deeper(depth));
        } else {
          skipObject(values, deeper(depth));
        }
      }
      case '[' -> {
        set(field, values, JsonValues.STRUCTURE, at, at);
        at++;
        if (field.isRecords()) {
          require(!hasRecords, "the page has two arrays of records");
          hasRecords = true;
          records();
        } else {
          array(field, values, deeper(depth));
        }
      }
      case 't' -> literal(field, values, JsonValues.TRUE, TRUE);
      case 'f' -> literal(field, values, JsonValues.FALSE, FALSE);
      case 'n' -> literal(field, values, JsonValues.NULL, NULL);
      case ' ', '\n', '\r', '\t' -> {
        peek();
        value(field, values, depth);
      }
      default -> {
        int from = at;
        while (isNumberByte(in[at])) {
          at++;
        }
        JsonSyntax.require(at > from);
        set(field, values, JsonValues.NUMBER, from, at);
      }
    }
  }

  private static int deeper(int depth) {
    JsonSyntax.require(depth < MAX_DEPTH);
    return depth + 1;
  }

  private void set(FieldTree field, JsonValues values, int mark, int from, int to)
      throws InvalidPageException {
    int slot = field.slot();
    if (slot != FieldTree.NO_SLOT && !values.set(slot, mark, from, to)) {
      throw new InvalidPageException("a field appears twice");
    }
  }

  private void object(FieldTree field, JsonValues values, int depth) throws InvalidPageException {
    Prefix before = Prefix.NONE;
    Prefix prefix = field.first();
    while (in[at] != '}') {
      if (prefix.isAt(in, at)) {
        at += prefix.length();
      } else {
        prefix = member(field, before);
        if (prefix == Prefix.NONE) {
          break;
        }
      }
      FieldTree target = prefix.target();
      int end =
          target.slot() >= 0 && values == recordValues ? reader.read(target.slot(), in, at) : 0;
      if (end > 0) {
        at = end;
      } else {
        value(target, values, depth);
      }
      before = prefix;
      prefix = prefix.next();
    }
    at++;
  }

  /** Moves to the next value of an object, or to its end, for which it returns none. */
  private Prefix member(FieldTree field, Prefix before) throws InvalidPageException {
    boolean isFirst = before == Prefix.NONE;
    Prefix known = field.find(before, isFirst, in, at);
    if (known != null) {
      at += known.length();
      return known;
    }
    int begin = at;
    if (peek() == '}') {
      return Prefix.NONE;
    }
    if (!isFirst) {
      token(',');
      peek();
    }
    token('"');
    FieldTree target = key(field);
    peek();
    token(':');
    peek();
    return field.addPrefix(before, isFirst, in, begin, at, target);
  }

  private void skipObject(JsonValues values, int depth) throws InvalidPageException {
    if (peek() == '}') {
      at++;
      return;
    }
    do {
      peek();
      token('"');
      string();
      peek();
      token(':');
      peek();
      value(FieldTree.SKIPPED, values, depth);
    } while (more('}'));
  }

  private FieldTree key(FieldTree field) {
    int from = at;
    string();
    if ((flags & JsonValues.ESCAPED) == 0) {
      return field.child(in, from, at - 1);
    }
    byte[] name = EscapedText.decode(in, from, at - 1).getBytes(StandardCharsets.UTF_8);
    return field.child(name, 0, name.length);
  }

  private void array(FieldTree field, JsonValues values, int depth) throws InvalidPageException {
    if (peek() == ']') {
      at++;
      return;
    }
    int index = 0;
    do {
      peek();
      FieldTree item = FieldTree.SKIPPED;
      if (field.hasChildren()) {
        byte[] name = ascii(String.valueOf(index++));
        item = field.child(name, 0, name.length);
      }
      value(item, values, depth);
    } while (more(']'));
  }

  private void records() throws InvalidPageException {
    if (peek() == ']') {
      at++;
      return;
    }
    do {
      require(peek() == '{', "a record is not an object");
      at++;
      recordValues.clear();
      object(recordFields, recordValues, 1);
      listener.record();
    } while (more(']'));
  }

  private boolean more(int end) {
    int next = peek();
    at++;
    JsonSyntax.require(next == ',' || next == end);
    return next == ',';
  }

  /** Moves from the first byte of a string to the byte after its closing quotation mark. */
  private void string() {
    byte[] bytes = in;
    int i = at - Words.SIZE;
    long stops;
    long seen = 0;
    long separated = 0;
    do {
      i += Words.SIZE;
      long word = Words.at(bytes, i);
      stops = stops(word);
      long before = Long.lowestOneBit(stops) - 1;
      seen |= word & before;
      separated |= Words.equal(word, separators) & ~word & before;
    } while (stops == 0);
    at = i + Words.before(stops);
    flags =
        ((seen & Words.MARKS) == 0 ? 0 : JsonValues.NON_ASCII)
            | ((separated & Words.MARKS) == 0 ? 0 : JsonValues.SEPARATOR);
    if (bytes[at] == '"') {
      at++;
    } else {
      escaped(flags);
    }
  }

  private static long stops(long word) {
    return (Words.equal(word, QUOTES) | Words.equal(word, BACKSLASHES) | Words.controls(word))
        & ~word
        & Words.MARKS;
  }

  /** Moves from the first escape of a string to the byte after its closing quotation mark. */
  private void escaped(int before) {
    int found = before;
    while (in[at] != '"') {
      if (in[at] == '\\') {
        JsonSyntax.require(in[at + 1] >= ' ');
        at += 2;
      } else {
        JsonSyntax.require(in[at] < 0 || in[at] >= ' ');
        found |= in[at] < 0 ? JsonValues.NON_ASCII : in[at] == separator ? JsonValues.SEPARATOR : 0;
        at++;
      }
    }
    at++;
    flags = found | JsonValues.ESCAPED;
  }

  private void literal(FieldTree field, JsonValues values, byte kind, byte[] text)
      throws InvalidPageException {
    int from = at;
    for (byte expected : text) {
      JsonSyntax.require(in[at++] == expected);
    }
    set(field, values, kind, from, at);
  }

  private void token(int expected) {
    JsonSyntax.require(in[at] == expected);
    at++;
  }

  /** Skips white space and returns the next byte. */
  private int peek() {
    while (isSpace(in[at])) {
      at++;
    }
    return in[at];
  }

  private static boolean isSpace(int b) {
    return b <= ' ' && (b == ' ' || b == '\n' || b == '\r' || b == '\t');
  }

  private static boolean isNumberByte(int b) {
    return (b >= '0' && b <= '9') || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
  }

  private static void require(boolean holds, String otherwise) throws InvalidPageException {
    if (!holds) {
      throw new InvalidPageException(otherwise);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
