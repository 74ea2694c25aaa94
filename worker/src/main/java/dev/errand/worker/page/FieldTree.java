package dev.errand.worker.page;

import com.fasterxml.jackson.core.JsonPointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The fields of an object whose values are read, by JSON pointer.
 *
 * <p>It stores the bytes before each value, from the comma to the first byte of the value, and
 * which of them followed last, because most objects of an API have the same members in the same
 * order. It belongs to one thread.
 */
final class FieldTree {

  /** A field whose value is not read. */
  static final FieldTree SKIPPED = new FieldTree();

  static final int NO_SLOT = -1;

  private static final int MAX_PREFIXES = 128;

  /** The maximum length of a prefix that is stored. */
  private static final int MAX_BYTES = JsonScanner.PADDING - Words.SIZE;

  private final List<byte[]> names = new ArrayList<>();
  private final List<FieldTree> children = new ArrayList<>();
  private final List<Prefix> prefixes = new ArrayList<>();
  private Prefix first = Prefix.NONE;
  private int slot = NO_SLOT;
  private boolean isRecords;

  /** The bytes before a value that were read before: from the comma to the value. */
  static final class Prefix {

    /** The prefix before the first of an object. It matches no bytes. */
    static final Prefix NONE = new Prefix(new byte[0], SKIPPED, true);

    /** A head that no word without bits is equal to. */
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

    private Prefix next;

    private Prefix(byte[] bytes, FieldTree target, boolean isFirst) {
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

    /** The prefix that followed the value last. */
    Prefix next() {
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

  /** The first prefix of the last object. */
  Prefix first() {
    return first;
  }

  /** Finds a stored prefix at an offset, after another one; null for none. */
  Prefix find(Prefix before, boolean isFirst, byte[] in, int at) {
    for (Prefix prefix : prefixes) {
      if (prefix.isFirst == isFirst && prefix.isAt(in, at)) {
        return expect(before, isFirst, prefix);
      }
    }
    return null;
  }

  /** Stores the bytes before a value, if there is room. */
  Prefix addPrefix(Prefix before, boolean isFirst, byte[] in, int from, int to, FieldTree target) {
    Prefix prefix = new Prefix(Arrays.copyOfRange(in, from, to), target, isFirst);
    if (prefixes.size() == MAX_PREFIXES || to - from > MAX_BYTES) {
      return prefix;
    }
    prefixes.add(prefix);
    return expect(before, isFirst, prefix);
  }

  private Prefix expect(Prefix before, boolean isFirst, Prefix prefix) {
    if (isFirst) {
      first = prefix;
    } else {
      before.next = prefix;
    }
    return prefix;
  }
}
