package dev.errand.dynamodb.value;

import java.util.Arrays;
import java.util.Base64;

/** Bytes, compared as unsigned. The array that it wraps must not be changed. */
@SuppressWarnings("ArrayRecordComponent") // equality is by content below
public record Binary(byte[] bytes) implements Comparable<Binary> {

  /** As in JSON. */
  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public int compareTo(Binary other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binary binary && Arrays.equals(bytes, binary.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return base64();
  }
}
