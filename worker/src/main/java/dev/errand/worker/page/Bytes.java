package dev.errand.worker.page;

import java.util.Arrays;

/** Bytes that grow. The array is the reader's to look at up to {@link #length}. */
public final class Bytes {

  private byte[] array;
  private int length;

  /** Makes an empty one that holds so many bytes before it grows. */
  public Bytes(int capacity) {
    array = new byte[capacity];
  }

  /** The array that holds the bytes now; another one after they grew. */
  public byte[] array() {
    return array;
  }

  /** How many bytes there are. */
  public int length() {
    return length;
  }

  /** Forgets all bytes beyond the first {@code length}. */
  public void truncate(int newLength) {
    length = Math.min(length, newLength);
  }

  /** Makes room for so many more bytes. */
  public void reserve(int more) {
    if (array.length - length < more) {
      array = Arrays.copyOf(array, Math.max(Math.addExact(length, more), array.length * 3 / 2));
    }
  }

  /** Puts so many zeros after the bytes, which do not count as bytes. */
  void pad(int zeros) {
    reserve(zeros);
    Arrays.fill(array, length, length + zeros, (byte) 0);
  }

  /** Counts bytes that were written into {@link #array} after room had been reserved for them. */
  public void advanceTo(int newLength) {
    length = newLength;
  }

  /** Adds bytes. */
  public void append(byte[] bytes, int from, int to) {
    reserve(to - from);
    System.arraycopy(bytes, from, array, length, to - from);
    length += to - from;
  }

  /** Adds bytes. */
  public void append(byte[] bytes) {
    append(bytes, 0, bytes.length);
  }
}
