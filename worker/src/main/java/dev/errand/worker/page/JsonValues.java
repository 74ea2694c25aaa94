package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the values of the declared fields of an object are in the bytes of a body. */
final class JsonValues {

  static final byte ABSENT = 0;
  static final byte NULL = 1;
  static final byte STRING = 2;
  static final byte NUMBER = 3;
  static final byte TRUE = 4;
  static final byte FALSE = 5;
  static final byte STRUCTURE = 6;

  /** A value that has been checked, and whose bytes in the page are its field of the CSV. */
  static final byte PLAIN = 7;

  /** A flag of a string: it has a character that may need quotation marks in a CSV. */
  static final byte SEPARATOR = 8;

  /** A flag of a string: it has characters beyond ASCII. */
  static final byte NON_ASCII = 16;

  /** A flag of a string: it has escapes. */
  static final byte ESCAPED = 32;

  private static final int KIND = 7;

  private final byte[] marks;
  private final int[] begins;
  private final int[] ends;

  JsonValues(int slots) {
    marks = new byte[slots];
    begins = new int[slots];
    ends = new int[slots];
  }

  void clear() {
    Arrays.fill(marks, ABSENT);
  }

  /**
   * Sets a value. Returns false if the slot has one.
   *
   * @param mark its kind and flags
   */
  boolean set(int slot, int mark, int from, int to) {
    boolean isFirst = marks[slot] == ABSENT;
    marks[slot] = (byte) mark;
    begins[slot] = from;
    ends[slot] = to;
    return isFirst;
  }

  /** The kind of a value and its flags. */
  int mark(int slot) {
    return marks[slot];
  }

  int kind(int slot) {
    return marks[slot] & KIND;
  }

  /** The offset of the first byte of a value, without quotation marks. */
  int begin(int slot) {
    return begins[slot];
  }

  /** The offset after the last byte of a value, without quotation marks. */
  int end(int slot) {
    return ends[slot];
  }

  boolean isMissing(int slot) {
    return marks[slot] <= NULL;
  }

  boolean isScalar(int slot) {
    return marks[slot] != STRUCTURE;
  }

  boolean isEscaped(int slot) {
    return (marks[slot] & ESCAPED) != 0;
  }

  /** The text of a string, or the literal of another scalar. */
  String text(int slot, byte[] in) {
    int from = begins[slot];
    int to = ends[slot];
    return isEscaped(slot)
        ? EscapedText.decode(in, from, to)
        : new String(in, from, to - from, StandardCharsets.UTF_8);
  }
}
