package dev.errand.functions.query;

import dev.errand.functions.store.ListQuery;
import dev.errand.functions.store.PageTokenKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Page tokens: the position where a page ended, signed together with the caller and the query that
 * it belongs to, so that it is valid for nothing else.
 */
final class PageTokens {

  private static final String ALGORITHM = "HmacSHA256";
  private static final int MAC_LENGTH = 32;
  private static final int MAX_LENGTH = 1024;

  private final PageTokenKey key;

  PageTokens(PageTokenKey key) {
    this.key = key;
  }

  String write(String position, ListQuery query, String caller) {
    byte[] text = position.getBytes(StandardCharsets.UTF_8);
    byte[] mac = mac(position, query, caller);
    byte[] token = Arrays.copyOf(mac, mac.length + text.length);
    System.arraycopy(text, 0, token, mac.length, text.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** The position; empty if the signature is wrong, or for another caller or query. */
  Optional<String> read(String token, ListQuery query, String caller) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    if (token.length() > MAX_LENGTH || bytes.length <= MAC_LENGTH) {
      return Optional.empty();
    }
    String position =
        new String(bytes, MAC_LENGTH, bytes.length - MAC_LENGTH, StandardCharsets.UTF_8);
    byte[] mac = Arrays.copyOf(bytes, MAC_LENGTH);
    return MessageDigest.isEqual(mac, mac(position, query, caller)) && isCanonical(token, bytes)
        ? Optional.of(position)
        : Optional.empty();
  }

  /** The last character of Base64 has bits that do not count: only one of its values is ours. */
  private static boolean isCanonical(String token, byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(token);
  }

  private byte[] mac(String position, ListQuery query, String caller) {
    String signed =
        String.join(
            "\n",
            caller,
            query.clientId().map(Object::toString).orElse(""),
            query.types().toString(),
            query.statuses().toString(),
            query.createdAfter().map(Object::toString).orElse(""),
            query.createdBefore().map(Object::toString).orElse(""),
            position);
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key.bytes(), ALGORITHM));
      return mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
