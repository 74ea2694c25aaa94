package dev.errand.worker.tally;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The records of a page by their dimensions, units and scales, as far as these fit into a key of
 * longs. Most pages have few groups, so that a record takes one lookup.
 */
final class Groups {

  /** The maximum number of groups. With more, the lookup of each would cost more than it saves. */
  private static final int MAX_GROUPS = 256;

  private static final int SLOTS = 2 * MAX_GROUPS;

  private final Group[] slots = new Group[SLOTS];
  private int size;

  /** The records with the same key. */
  static final class Group {
    final long[] key;
    final LongSum[] sums;
    final LargeRows[] large;
    int count;

    Group(long[] key, LargeRows[] large) {
      this.key = key;
      this.large = large;
      this.sums = new LongSum[large.length];
      Arrays.setAll(sums, any -> new LongSum());
    }
  }

  /** Finds a group; null if there is none and no room for one. */
  Group find(long[] key, Function<long[], Group> create) {
    int slot = slot(key);
    while (slots[slot] != null) {
      if (isKey(slots[slot].key, key)) {
        return slots[slot];
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
    if (size == MAX_GROUPS) {
      return null;
    }
    size++;
    slots[slot] = create.apply(key.clone());
    return slots[slot];
  }

  private static int slot(long[] key) {
    long hash = 0;
    for (long part : key) {
      hash = (hash ^ part) * 0x9E3779B97F4A7C15L;
    }
    return (int) (hash >>> 40) & (SLOTS - 1);
  }

  private static boolean isKey(long[] one, long[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] != other[i]) {
        return false;
      }
    }
    return true;
  }

  /** Removes all groups. */
  void drain(Consumer<Group> each) {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slots[slot] != null) {
        each.accept(slots[slot]);
        slots[slot] = null;
      }
    }
    size = 0;
  }
}
