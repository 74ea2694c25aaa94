package dev.errand.worker.page;

/** Writes fields of a CSV into bytes. */
final class CsvOut {

  private final char separator;
  private Bytes csv = new Bytes(0);
  private byte[] out = new byte[0];
  private int at;
  private int rowFrom;
  private boolean isFirst;

  CsvOut(char separator) {
    this.separator = separator;
  }

  void begin(Bytes target) {
    csv = target;
    out = target.array();
    at = target.length();
  }

  void end() {
    csv.advanceTo(at);
  }

  /** Begins a row and returns its offset. */
  int beginRow() {
    rowFrom = at;
    isFirst = true;
    return at;
  }

  /** Ends a row and returns the offset after it. */
  int endRow() {
    room(2);
    out[at++] = '\r';
    out[at++] = '\n';
    return at;
  }

  /** Removes the current row. */
  void undoRow() {
    at = rowFrom;
  }

  byte[] array() {
    return out;
  }

  int offset() {
    return at;
  }

  /** Writes a field without a value. */
  void nothing() {
    room(1);
    separate();
  }

  /** Writes a field that needs no quotation marks. Returns its offset. */
  int plain(byte[] in, int from, int to) {
    room(to - from + 1);
    separate();
    int begin = at;
    System.arraycopy(in, from, out, at, to - from);
    at += to - from;
    return begin;
  }

  /** Replaces a byte of the current row. */
  void replace(int offset, int with) {
    out[offset] = (byte) with;
  }

  /**
   * Writes a text. An empty text has quotation marks, so that it differs from no value.
   *
   * @param maySeparate whether it may contain the separator
   * @param mayQuote whether it may contain quotation marks or line breaks
   */
  void text(byte[] in, int from, int to, boolean maySeparate, boolean mayQuote) {
    boolean quoted = from == to || maySeparate;
    for (int i = from; mayQuote && !quoted && i < to; i++) {
      quoted = in[i] == separator || in[i] == '"' || in[i] == '\r' || in[i] == '\n';
    }
    room(2 * (to - from) + 4);
    separate();
    if (quoted) {
      out[at++] = '"';
    }
    if (needsGuard(in, from, to)) {
      out[at++] = '\'';
    }
    if (mayQuote) {
      for (int i = from; i < to; i++) {
        if (in[i] == '"') {
          out[at++] = '"';
        }
        out[at++] = in[i];
      }
    } else {
      System.arraycopy(in, from, out, at, to - from);
      at += to - from;
    }
    if (quoted) {
      out[at++] = '"';
    }
  }

  /**
   * Whether a text begins like a formula, after any number of apostrophes. Without the apostrophes,
   * a guarded text could not be told from one that has its own.
   */
  private static boolean needsGuard(byte[] in, int from, int to) {
    int first = from;
    while (first < to && in[first] == '\'') {
      first++;
    }
    return first < to && Columns.beginsFormula(in[first]);
  }

  private void separate() {
    if (!isFirst) {
      out[at++] = (byte) separator;
    }
    isFirst = false;
  }

  private void room(int more) {
    if (out.length - at < more) {
      csv.advanceTo(at);
      csv.reserve(more);
      out = csv.array();
    }
  }
}
