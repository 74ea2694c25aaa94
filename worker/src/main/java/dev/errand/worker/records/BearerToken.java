package dev.errand.worker.records;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The bearer token of the records API. If the API rejects it, the token is replaced by the current
 * value of its secret. The secret is read at most once for each rejected token, so a wrong secret
 * does not cause a loop.
 */
public final class BearerToken {

  private final Supplier<Optional<String>> secret;
  private final Set<String> rejected = new HashSet<>();
  private String value;

  /**
   * Creates a token.
   *
   * @param value the first token, as {@link #parse} returns it
   * @param secret reads the current text of the secret; empty if it cannot be read
   */
  public BearerToken(String value, Supplier<Optional<String>> secret) {
    this.value = value;
    this.secret = secret;
  }

  /** A token that never changes. */
  public static BearerToken fixed(String value) {
    return new BearerToken(value, Optional::empty);
  }

  /**
   * Returns the token of a secret's text without white space around it: a text often ends with a
   * line break. It is empty if the token has characters that are invalid in a header.
   */
  public static Optional<String> parse(String text) {
    return Optional.of(text.strip())
        .filter(
            token ->
                !token.isEmpty()
                    && token.chars().allMatch(character -> character > ' ' && character < 0x7F));
  }

  synchronized String value() {
    return value;
  }

  /**
   * Replaces a token that the records API rejected.
   *
   * @return whether there is another token to try
   */
  synchronized boolean replace(String rejectedToken) {
    boolean firstRejection = rejected.add(rejectedToken);
    if (!value.equals(rejectedToken)) {
      return !rejected.contains(value);
    }
    if (!firstRejection) {
      return false;
    }
    Optional<String> current =
        secret.get().flatMap(BearerToken::parse).filter(token -> !rejected.contains(token));
    current.ifPresent(token -> value = token);
    return current.isPresent();
  }

  /** Does not contain the token. */
  @Override
  public String toString() {
    return "BearerToken";
  }
}
