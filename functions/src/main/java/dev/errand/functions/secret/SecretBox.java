package dev.errand.functions.secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** Encrypts texts with AES-256 in Galois/Counter Mode, each bound to what it belongs to. */
public final class SecretBox {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Supplier<SecretKey> key;

  public SecretBox(Supplier<SecretKey> key) {
    this.key = key;
  }

  /**
   * Encrypts a text.
   *
   * @param owner what it belongs to, without which it cannot be decrypted
   */
  public String seal(String text, String owner) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    byte[] encrypted =
        apply(Cipher.ENCRYPT_MODE, nonce, owner, text.getBytes(StandardCharsets.UTF_8));
    byte[] all = Arrays.copyOf(nonce, NONCE_BYTES + encrypted.length);
    System.arraycopy(encrypted, 0, all, NONCE_BYTES, encrypted.length);
    return Base64.getEncoder().encodeToString(all);
  }

  /**
   * Decrypts a text.
   *
   * @throws IllegalStateException if it was encrypted with another key or for another owner, or has
   *     been changed
   */
  public String open(String encrypted, String owner) {
    byte[] all = Base64.getDecoder().decode(encrypted);
    byte[] text =
        apply(
            Cipher.DECRYPT_MODE,
            Arrays.copyOf(all, NONCE_BYTES),
            owner,
            Arrays.copyOfRange(all, NONCE_BYTES, all.length));
    return new String(text, StandardCharsets.UTF_8);
  }

  private byte[] apply(int mode, byte[] nonce, String owner, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance(TRANSFORMATION);
      cipher.init(mode, key.get(), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(owner.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the secret of " + owner + " cannot be decrypted", e);
    }
  }
}
