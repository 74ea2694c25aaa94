package dev.errand.worker.page;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of an object whose values are wanted, by JSON pointer.
 *
 * <p>It learns the bytes before each value, from the comma to the first byte of the value, and what
 * follows them, because most objects of an API have the same members in the same order. It belongs
 * to one thread.
 */
final class FieldTree {

  /** A field whose value is not wanted. */
  static final FieldTree SKIPPED = new FieldTree();

  static final int NO_SLOT = -1;

  private static final int MAX_LEADS = 128;

  /** The length of the bytes that can be learned. */
  private static final int MAX_BYTES = JsonScanner.PADDING - Words.SIZE;

  private final List<byte[]> names = new ArrayList<>();
  private final List<FieldTree> children = new ArrayList<>();
  private final List<Lead> leads = new ArrayList<>();
  private Lead first = Lead.NONE;
  private int slot = NO_SLOT;
  private boolean isRecords;

  /** The bytes before a value, which were seen before: from the comma to the value. */
  static final class Lead {

    /** Precedes the first value of an object; it is nowhere. */
    static final Lead NONE = new Lead(new byte[0], SKIPPED, true);

    /** What no word is whose bits are all cleared. */
    private static final long NOWHERE = 1;

    private final byte[] bytes;
    private final int length;
    private final FieldTree target;
    private final boolean isFirst;

    /** The first eight bytes, or all if there are fewer. */
    private final long head;

    private final long headBits;

    /** The last eight bytes; all zeros if there are fewer. */
    private final long tail;

    private Lead next;

    private Lead(byte[] bytes, FieldTree target, boolean isFirst) {
      this.bytes = bytes;
      this.length = bytes.length;
      this.target = target;
      this.isFirst = isFirst;
      this.next = this;
      headBits = length < Words.SIZE ? ~(-1L << (8 * length)) : -1;
      head =
          length == 0 ? NOWHERE : Words.at(Arrays.copyOf(bytes, length + Words.SIZE), 0) & headBits;
      tail = length < Words.SIZE ? 0 : Words.at(bytes, length - Words.SIZE);
    }

    /** The field of the value. */
    FieldTree target() {
      return target;
    }

    int length() {
      return length;
    }

    /** The bytes that followed the value the last time. */
    Lead next() {
      return next;
    }

    /** Whether these bytes are at an offset. White space may precede the value after them. */
    boolean isAt(byte[] in, int at) {
      return (Words.at(in, at) & headBits) == head && (length <= Words.SIZE || isRest(in, at));
    }

    private boolean isRest(byte[] in, int at) {
      return Words.at(in, at + length - Words.SIZE) == tail
          && (length <= 2 * Words.SIZE || Arrays.equals(in, at, at + length, bytes, 0, length));
    }
  }

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

  /** The bytes that the last object began with. */
  Lead first() {
    return first;
  }

  /** Finds learned bytes at an offset after other ones; null for none. */
  Lead find(Lead before, boolean isFirst, byte[] in, int at) {
    for (Lead lead : leads) {
      if (lead.isFirst == isFirst && lead.isAt(in, at)) {
        return expect(before, isFirst, lead);
      }
    }
    return null;
  }

  /** Learns the bytes before a value. */
  Lead learn(Lead before, boolean isFirst, byte[] in, int from, int to, FieldTree target) {
    Lead lead = new Lead(Arrays.copyOfRange(in, from, to), target, isFirst);
    if (leads.size() == MAX_LEADS || to - from > MAX_BYTES) {
      return lead;
    }
    leads.add(lead);
    return expect(before, isFirst, lead);
  }

  private Lead expect(Lead before, boolean isFirst, Lead lead) {
    if (isFirst) {
      first = lead;
    } else {
      before.next = lead;
    }
    return lead;
  }
}
