package dev.errand.worker.page;

/** Writes CSV rows from the bytes of JSON strings. */
final class CsvFieldWriter {

  /**
   * The class of each byte in a JSON string: plain, needs quotation marks, needs a UTF-8 check, or
   * ends the run of plain bytes.
   */
  private static final byte[] KINDS = new byte[256];

  private static final int COMMA = 1;
  private static final int NON_ASCII = 2;
  private static final int STOP = 4;

  static {
    for (int b = 0; b < 256; b++) {
      KINDS[b] = (byte) (b < ' ' || b == '"' || b == '\\' ? STOP : b >= 128 ? NON_ASCII : 0);
    }
    KINDS[','] = COMMA;
  }

  private final Bytes csv;
  private final JsonStringDecoder escapes = new JsonStringDecoder();
  private byte[] out;
  private int at;
  private int rowFrom;
  private boolean wasEscaped;

  CsvFieldWriter(Bytes csv) {
    this.csv = csv;
    out = csv.array();
    at = csv.length();
  }

  /** Begins a row and returns its offset in the CSV. */
  int beginRow() {
    rowFrom = at;
    return at;
  }

  /** Ends a row and returns the offset after it. */
  int endRow() {
    room(2);
    out[at++] = '\r';
    out[at++] = '\n';
    return at;
  }

  /** Whether the last string contained escapes. */
  boolean wasEscaped() {
    return wasEscaped;
  }

  void close() {
    csv.advanceTo(at);
  }

  Bytes csv() {
    return csv;
  }

  /** Writes a field that needs no quotation marks. */
  void plain(byte[] in, int from, int to) {
    room(to - from + 1);
    comma();
    System.arraycopy(in, from, out, at, to - from);
    at += to - from;
  }

  /**
   * Writes the JSON string that begins at {@code from} as a field. Returns the offset after its
   * closing quotation mark.
   */
  int text(byte[] in, int from) {
    wasEscaped = false;
    int kinds = 0;
    int to = from;
    int kind = KINDS[in[to] & 0xFF];
    while (kind != STOP) {
      kinds |= kind;
      kind = KINDS[in[++to] & 0xFF];
    }
    if (in[to] != '"') {
      return escaped(in, from);
    }
    CanonicalForm.require((kinds & NON_ASCII) == 0 || Utf8.isValid(in, from, to));
    room(to - from + 4);
    comma();
    boolean quoted = (kinds & COMMA) != 0;
    if (quoted) {
      out[at++] = '"';
    }
    if (Formulas.mayBegin(in[from])) {
      out[at++] = '\'';
    }
    System.arraycopy(in, from, out, at, to - from);
    at += to - from;
    if (quoted) {
      out[at++] = '"';
    }
    return to + 1;
  }

  private int escaped(byte[] in, int from) {
    wasEscaped = true;
    int next = escapes.decode(in, from);
    byte[] text = escapes.text().array();
    int length = escapes.text().length();
    CanonicalForm.require(Utf8.isValid(text, 0, length));
    boolean quoted = false;
    for (int i = 0; i < length; i++) {
      quoted |= text[i] == ',' || text[i] == '"' || text[i] == '\r' || text[i] == '\n';
    }
    room(2 * length + 4);
    comma();
    if (quoted) {
      out[at++] = '"';
    }
    if (length > 0 && Formulas.mayBegin(text[0])) {
      out[at++] = '\'';
    }
    for (int i = 0; i < length; i++) {
      if (text[i] == '"') {
        out[at++] = '"';
      }
      out[at++] = text[i];
    }
    if (quoted) {
      out[at++] = '"';
    }
    return next;
  }

  private void comma() {
    if (at > rowFrom) {
      out[at++] = ',';
    }
  }

  private void room(int more) {
    if (out.length - at < more) {
      csv.advanceTo(at);
      csv.reserve(more);
      out = csv.array();
    }
  }
}
