package dev.errand.worker.page;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of an object whose values are wanted, by JSON pointer.
 *
 * <p>It learns the bytes before each value, from the comma to the first byte of the value, because
 * most objects of an API have the same members in the same order. It belongs to one thread.
 */
final class FieldTree {

  /** A field whose value is not wanted. */
  static final FieldTree SKIPPED = new FieldTree();

  static final int NO_SLOT = -1;

  private static final int MOST_LEADS = 128;

  private final List<byte[]> names = new ArrayList<>();
  private final List<FieldTree> children = new ArrayList<>();
  private byte[][] leads = new byte[16][];
  private FieldTree[] targets = new FieldTree[16];
  private boolean[] areFirst = new boolean[16];
  private int learned;
  private int slot = NO_SLOT;
  private boolean isRecords;

  /** Adds a field and the slot of its value. Returns the slot that the field has already. */
  int add(JsonPointer pointer, int newSlot) {
    FieldTree field = descend(pointer);
    if (field.slot == NO_SLOT) {
      field.slot = newSlot;
    }
    return field.slot;
  }

  /** Marks the field that has the records. */
  void addRecords(JsonPointer pointer) {
    descend(pointer).isRecords = true;
  }

  private FieldTree descend(JsonPointer pointer) {
    FieldTree field = this;
    for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
      byte[] name = rest.getMatchingProperty().getBytes(StandardCharsets.UTF_8);
      FieldTree child = field.child(name, 0, name.length);
      if (child == SKIPPED) {
        child = new FieldTree();
        field.names.add(name);
        field.children.add(child);
      }
      field = child;
    }
    return field;
  }

  int slot() {
    return slot;
  }

  boolean isRecords() {
    return isRecords;
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** The field of a name in UTF-8, without escapes. */
  FieldTree child(byte[] in, int from, int to) {
    for (int i = 0; i < names.size(); i++) {
      byte[] name = names.get(i);
      if (name.length == to - from && Arrays.equals(name, 0, name.length, in, from, to)) {
        return children.get(i);
      }
    }
    return SKIPPED;
  }

  /**
   * Returns the number of the learned bytes that are at an offset; -1 if none are.
   *
   * @param expected the number to try first
   * @param isFirst whether the value is the first of its object, so that no comma precedes it
   */
  int match(int expected, boolean isFirst, byte[] in, int at) {
    for (int i = expected; i < learned; i++) {
      if (isAt(i, isFirst, in, at)) {
        return i;
      }
    }
    for (int i = 0; i < Math.min(expected, learned); i++) {
      if (isAt(i, isFirst, in, at)) {
        return i;
      }
    }
    return -1;
  }

  private boolean isAt(int number, boolean isFirst, byte[] in, int at) {
    byte[] lead = leads[number];
    int end = at + lead.length;
    return end < in.length
        && in[end] > ' '
        && areFirst[number] == isFirst
        && Arrays.equals(in, at, end, lead, 0, lead.length);
  }

  int leadLength(int number) {
    return leads[number].length;
  }

  FieldTree target(int number) {
    return targets[number];
  }

  /** Learns the bytes before a value. Returns their number. */
  int learn(byte[] in, int from, int to, boolean isFirst, FieldTree target) {
    if (learned == MOST_LEADS) {
      return 0;
    }
    if (learned == leads.length) {
      leads = Arrays.copyOf(leads, 2 * learned);
      targets = Arrays.copyOf(targets, 2 * learned);
      areFirst = Arrays.copyOf(areFirst, 2 * learned);
    }
    leads[learned] = Arrays.copyOfRange(in, from, to);
    targets[learned] = target;
    areFirst[learned] = isFirst;
    return learned++;
  }
}
