package dev.errand.worker.store;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 that is updated incrementally. */
public final class Sha256 {

  /** The length of a digest in hexadecimal digits. */
  public static final int DIGITS = 64;

  private final MessageDigest digest = newDigest();

  /** Adds the bytes from an offset. */
  public void update(byte[] bytes, int offset, int length) {
    digest.update(bytes, offset, length);
  }

  /** Returns the digest in hexadecimal digits and resets it. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
