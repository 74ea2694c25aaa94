package dev.errand.worker.page;

import java.util.Arrays;

/** A byte array that grows. Readers may access {@link #array} up to {@link #length}. */
public final class Bytes {

  private byte[] array;
  private int length;

  /** Creates an empty array with this capacity. */
  public Bytes(int capacity) {
    array = new byte[capacity];
  }

  /** The current array. It is replaced when the bytes need more room. */
  public byte[] array() {
    return array;
  }

  /** The number of bytes. */
  public int length() {
    return length;
  }

  /** Removes all bytes after the first {@code length}. */
  public void truncate(int newLength) {
    length = Math.min(length, newLength);
  }

  /** Ensures room for this number of further bytes. */
  public void reserve(int more) {
    if (array.length - length < more) {
      array = Arrays.copyOf(array, Math.max(Math.addExact(length, more), array.length * 3 / 2));
    }
  }

  /** Writes zeros after the bytes. The length does not change. */
  void pad(int zeros) {
    reserve(zeros);
    Arrays.fill(array, length, length + zeros, (byte) 0);
  }

  /**
   * Sets the length after bytes were written to {@link #array} directly. The room for them must
   * have been reserved.
   */
  public void advanceTo(int newLength) {
    length = newLength;
  }

  /** Appends the bytes from {@code from} to {@code to}, exclusive. */
  public void append(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, array, length, to - from);
    length += to - from;
  }

  /** Appends all bytes. */
  public void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }
}
