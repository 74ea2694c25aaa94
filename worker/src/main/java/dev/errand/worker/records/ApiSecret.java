package dev.errand.worker.records;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The secret of the records API: a token, a key, or a name and a password. If the API rejects it,
 * it is replaced by its current value. That is read at most once for each rejected value, so a
 * wrong secret does not cause a loop.
 */
public final class ApiSecret {

  private final SecretFormat format;
  private final Supplier<Optional<String>> current;
  private final Set<String> rejected = new HashSet<>();
  private String value;

  /**
   * Creates a secret.
   *
   * @param value the first value, as {@link #parse} returns it
   * @param current reads the current text; empty if it cannot be read
   */
  public ApiSecret(String value, SecretFormat format, Supplier<Optional<String>> current) {
    this.value = value;
    this.format = format;
    this.current = current;
  }

  /** A secret that never changes. */
  public static ApiSecret fixed(String value) {
    return new ApiSecret(value, SecretFormat.TEXT, Optional::empty);
  }

  /**
   * Returns the value of a text without white space around it: a text often ends with a line break.
   * It is empty if the text does not have the format.
   */
  public static Optional<String> parse(String text, SecretFormat format) {
    return Optional.of(text.strip()).filter(format::accepts);
  }

  synchronized String value() {
    return value;
  }

  /**
   * Replaces a value that the records API rejected.
   *
   * @return whether there is another value to try
   */
  synchronized boolean replace(String rejectedValue) {
    boolean firstRejection = rejected.add(rejectedValue);
    if (!value.equals(rejectedValue)) {
      return !rejected.contains(value);
    }
    if (!firstRejection) {
      return false;
    }
    Optional<String> next =
        current
            .get()
            .flatMap(text -> parse(text, format))
            .filter(other -> !rejected.contains(other));
    next.ifPresent(other -> value = other);
    return next.isPresent();
  }

  /** Does not contain the value. */
  @Override
  public String toString() {
    return "ApiSecret";
  }
}
