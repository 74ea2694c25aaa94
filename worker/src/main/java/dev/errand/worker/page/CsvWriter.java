package dev.errand.worker.page;

import dev.errand.worker.type.CsvDialect;

/** Writes fields of a CSV into bytes. */
final class CsvWriter {

  private final char separator;
  private final boolean isExact;
  private Bytes csv = new Bytes(0);
  private byte[] out = new byte[0];
  private int at;
  private int rowFrom;
  private boolean isFirst;

  CsvWriter(CsvDialect dialect) {
    separator = dialect.separator();
    isExact = dialect.isExact();
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

  /** Removes the fields of the current row from an offset on. */
  void redo(int from, boolean isFirstField) {
    at = from;
    isFirst = isFirstField;
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
    copy(in, from, to);
    return begin;
  }

  /** Replaces a byte of the current row. */
  void replace(int offset, int with) {
    out[offset] = (byte) with;
  }

  /**
   * Writes a text.
   *
   * @param maySeparate whether it may contain the separator
   * @param mayQuote whether it may contain quotation marks or line breaks
   */
  void text(byte[] in, int from, int to, boolean maySeparate, boolean mayQuote) {
    room(2 * (to - from) + 4);
    boolean isComment = isFirst && from < to && in[from] == '#';
    separate();
    if (mayQuote || maySeparate || from == to || mayNeedEscape(in[from])) {
      escaped(in, from, to, maySeparate || isComment, mayQuote);
    } else {
      copy(in, from, to);
    }
  }

  /** Writes a text that may need quotation marks or an apostrophe. */
  private void escaped(byte[] in, int from, int to, boolean maySeparate, boolean mayQuote) {
    boolean quoted = maySeparate || (from == to && isExact);
    for (int i = from; mayQuote && !quoted && i < to; i++) {
      quoted = in[i] == separator || in[i] == '"' || in[i] == '\r' || in[i] == '\n';
    }
    if (quoted) {
      out[at++] = '"';
    }
    if (needsApostrophe(in, from, to)) {
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
      copy(in, from, to);
    }
    if (quoted) {
      out[at++] = '"';
    }
  }

  /**
   * Whether a text that begins with this byte may need an apostrophe, or quotation marks as the
   * first field: some readers take a row that begins with {@code #} for a comment.
   */
  static boolean mayNeedEscape(int first) {
    return first <= '@' && (first == '\'' || first == '#' || Formulas.mayBegin(first));
  }

  private void copy(byte[] in, int from, int to) {
    System.arraycopy(in, from, out, at, to - from);
    at += to - from;
  }

  /**
   * Whether a text begins like a formula. In exact texts apostrophes may precede it: without
   * another one, such a text would be the same as a text that has its own.
   */
  private boolean needsApostrophe(byte[] in, int from, int to) {
    int first = from;
    while (isExact && first < to && in[first] == '\'') {
      first++;
    }
    return first < to && Formulas.mayBegin(in[first]);
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
