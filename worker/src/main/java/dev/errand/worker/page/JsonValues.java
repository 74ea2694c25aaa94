package dev.errand.worker.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where the wanted values of an object are in the bytes of a body. */
final class JsonValues {

  static final byte ABSENT = 0;
  static final byte NULL = 1;
  static final byte STRING = 2;
  static final byte NUMBER = 3;
  static final byte TRUE = 4;
  static final byte FALSE = 5;
  static final byte STRUCTURE = 6;

  /** The string has escapes. */
  static final byte ESCAPED = 8;

  /** The string has characters beyond ASCII. */
  static final byte NON_ASCII = 2;

  /** The string has a character that may need quotation marks in a CSV. */
  static final byte SEPARATOR = 1;

  final byte[] kinds;
  final byte[] flags;

  /** The offset of the first byte of each value, without quotation marks. */
  final int[] begins;

  /** The offset after the last byte of each value, without quotation marks. */
  final int[] ends;

  JsonValues(int slots) {
    kinds = new byte[slots];
    flags = new byte[slots];
    begins = new int[slots];
    ends = new int[slots];
  }

  void clear() {
    Arrays.fill(kinds, ABSENT);
  }

  /** Sets a value. Returns false if the slot has one. */
  boolean set(int slot, byte kind, int from, int to, int flagBits) {
    boolean isFirst = kinds[slot] == ABSENT;
    kinds[slot] = kind;
    begins[slot] = from;
    ends[slot] = to;
    flags[slot] = (byte) flagBits;
    return isFirst;
  }

  boolean isMissing(int slot) {
    return kinds[slot] <= NULL;
  }

  boolean isScalar(int slot) {
    return kinds[slot] != STRUCTURE;
  }

  /** The text of a string, or the literal of another scalar. */
  String text(int slot, byte[] in) {
    int from = begins[slot];
    int to = ends[slot];
    return (flags[slot] & ESCAPED) == 0
        ? new String(in, from, to - from, StandardCharsets.UTF_8)
        : EscapedText.decode(in, from, to);
  }
}
