package dev.errand.worker.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Eight bytes of an array in one long; the first byte is the lowest. Tests of all eight at once
 * mark a byte by its highest bit. The lowest mark is exact. Bytes above it may be marked as well,
 * and bytes beyond ASCII.
 */
final class Words {

  static final int SIZE = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long SPACES = ' ' * ONES;

  /** The highest bit of each byte, which is set in bytes beyond ASCII. */
  static final long MARKS = 0x8080808080808080L;

  private Words() {}

  static long at(byte[] in, int at) {
    return (long) LONG.get(in, at);
  }

  /** The first bytes, up to eight; the others are zero. */
  static long at(byte[] in, int at, int count) {
    return at(in, at) & (-1L >>> (Long.SIZE - Byte.SIZE * count));
  }

  static void put(byte[] out, int at, long word) {
    LONG.set(out, at, word);
  }

  /** Eight times the same byte. */
  static long of(int b) {
    return b * ONES;
  }

  /** Marks the bytes that are those of another word in ASCII. The other bits have no meaning. */
  static long equal(long word, long other) {
    return (word ^ other) - ONES;
  }

  /** Marks control characters. The other bits have no meaning. */
  static long controls(long word) {
    return word - SPACES;
  }

  /** The number of bytes below the lowest mark. */
  static int before(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }
}
