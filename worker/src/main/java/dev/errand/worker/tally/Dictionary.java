package dev.errand.worker.tally;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers the different values of a column of a page, from 0. */
final class Dictionary {

  private byte[][] values = new byte[16][];
  private int[] slots = new int[64];
  private int size;

  /** The latest values by their length, first and last byte. */
  private final int[] latest = new int[64];

  /** Returns the number of a value, in UTF-8. */
  int number(byte[] text, int from, int to) {
    int place = from == to ? 0 : (7 * text[from] + 3 * text[to - 1] + to - from) & 63;
    int number = latest[place];
    if (number < size && isValue(number, text, from, to)) {
      return number;
    }
    number = find(text, from, to);
    latest[place] = number;
    return number;
  }

  private int find(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    if (slots[slot] != 0) {
      return slots[slot] - 1;
    }
    slots[slot] = add(Arrays.copyOfRange(text, from, to));
    if (2 * size > slots.length) {
      grow();
    }
    return size - 1;
  }

  int size() {
    return size;
  }

  String text(int number) {
    return new String(values[number], StandardCharsets.UTF_8);
  }

  private int add(byte[] value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
    return size;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    for (int i = 0; i < size; i++) {
      slots[slot(values[i], 0, values[i].length)] = i + 1;
    }
  }

  private int slot(byte[] text, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = ((hash * 0x9E3779B9) >>> 8) & (slots.length - 1);
    while (slots[slot] != 0 && !isValue(slots[slot] - 1, text, from, to)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private boolean isValue(int number, byte[] text, int from, int to) {
    byte[] value = values[number];
    return Arrays.equals(value, 0, value.length, text, from, to);
  }
}
