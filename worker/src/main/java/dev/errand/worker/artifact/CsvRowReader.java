package dev.errand.worker.artifact;

import dev.errand.worker.page.Formulas;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads the rows of a CSV of the worker (RFC 4180, each row ends with CRLF), after a byte order
 * mark if there is one. The bytes of a field are {@link #bytes} from {@link #from} to {@link #to},
 * exclusive, until the next row is read.
 */
final class CsvRowReader {

  private static final byte[] BOM = "\uFEFF".getBytes(StandardCharsets.UTF_8);

  private final InputStream csv;
  private final char separator;
  private byte[] bytes = new byte[64 << 10];
  private int length;
  private int next;
  private int[] from = new int[8];
  private int[] to = new int[8];
  private boolean[] hasQuotes = new boolean[8];
  private int fields;
  private boolean started;

  CsvRowReader(InputStream csv, char separator) {
    this.csv = csv;
    this.separator = separator;
  }

  /** Reads the next row. Returns false after the last. */
  boolean next() throws IOException {
    if (!started) {
      started = true;
      skipMark();
    }
    int end = parse();
    while (end < 0) {
      if (!fill()) {
        if (next == length) {
          return false;
        }
        throw new EOFException("the CSV ends within a row");
      }
      end = parse();
    }
    next = end;
    for (int field = 0; field < fields; field++) {
      if (hasQuotes[field]) {
        halveQuotes(field);
      }
    }
    return true;
  }

  int fields() {
    return fields;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Whether the field is empty and has no quotation marks. */
  boolean isNull(int field) {
    return from[field] == to[field] && !hasQuotes[field];
  }

  /** The length of the row's fields, in bytes. */
  int length() {
    return to[fields - 1] - from[0];
  }

  /** Where a text begins: after the apostrophe that the CSV has before a text like a formula. */
  int textFrom(int field) {
    int at = from[field];
    while (at < to[field] && bytes[at] == '\'') {
      at++;
    }
    boolean isGuarded = at > from[field] && at < to[field] && Formulas.mayBegin(bytes[at]);
    return isGuarded ? from[field] + 1 : from[field];
  }

  int from(int field) {
    return from[field];
  }

  int to(int field) {
    return to[field];
  }

  private void skipMark() throws IOException {
    boolean more = true;
    while (more && length < BOM.length) {
      more = fill();
    }
    if (length >= BOM.length && Arrays.equals(BOM, 0, BOM.length, bytes, 0, BOM.length)) {
      next = BOM.length;
    }
  }

  /**
   * Finds the fields of the next row. Returns the offset of the row after it, or -1 if more bytes
   * are needed.
   */
  private int parse() {
    fields = 0;
    int at = next;
    while (at < length) {
      boolean quoted = bytes[at] == '"';
      int begin = quoted ? at + 1 : at;
      at = quoted ? closingQuote(begin) : plainEnd(begin);
      int end = at;
      if (quoted) {
        at++;
      }
      if (at + 1 >= length) {
        return -1;
      }
      add(begin, end, quoted);
      if (bytes[at] != separator) {
        return at + 2;
      }
      at++;
    }
    return -1;
  }

  private int plainEnd(int begin) {
    int at = begin;
    while (at < length && bytes[at] != separator && bytes[at] != '\r') {
      at++;
    }
    return at;
  }

  private int closingQuote(int begin) {
    int at = begin;
    while (at < length) {
      if (bytes[at] != '"') {
        at++;
      } else if (at + 1 < length && bytes[at + 1] == '"') {
        at += 2;
      } else {
        return at;
      }
    }
    return at;
  }

  private void add(int begin, int end, boolean quoted) {
    if (fields == from.length) {
      from = Arrays.copyOf(from, 2 * fields);
      to = Arrays.copyOf(to, 2 * fields);
      hasQuotes = Arrays.copyOf(hasQuotes, 2 * fields);
    }
    from[fields] = begin;
    to[fields] = end;
    hasQuotes[fields] = quoted;
    fields++;
  }

  private void halveQuotes(int field) {
    int at = from[field];
    for (int i = from[field]; i < to[field]; i++) {
      bytes[at++] = bytes[i];
      if (bytes[i] == '"') {
        i++;
      }
    }
    to[field] = at;
  }

  private boolean fill() throws IOException {
    System.arraycopy(bytes, next, bytes, 0, length - next);
    length -= next;
    next = 0;
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    int more = csv.read(bytes, length, bytes.length - length);
    length += Math.max(0, more);
    return more > 0;
  }
}
