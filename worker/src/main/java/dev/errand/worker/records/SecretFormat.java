package dev.errand.worker.records;

import dev.errand.worker.type.Auth;
import java.util.function.Predicate;

/** What the text of a secret must be, which depends on how it is sent. */
public enum SecretFormat {
  /** A token or key that is sent in a header as it is. */
  HEADER("visible ASCII characters without spaces", SecretFormat::isVisibleAscii),
  /** A key that is encoded for a URL. */
  TEXT("a text without control characters", SecretFormat::hasNoControls),
  /** A name and a password, which are sent in Base64 (RFC 7617). */
  CREDENTIALS(
      "a name, a colon and a password, without control characters",
      text -> text.indexOf(':') > 0 && hasNoControls(text));

  private final String rule;

  @SuppressWarnings("ImmutableEnumChecker") // the predicates have no state
  private final Predicate<String> isValid;

  SecretFormat(String rule, Predicate<String> isValid) {
    this.rule = rule;
    this.isValid = isValid;
  }

  /** The format of the secret of a type. */
  public static SecretFormat of(Auth auth) {
    if (auth instanceof Auth.Basic || auth instanceof Auth.OAuth2) {
      return CREDENTIALS;
    }
    return auth instanceof Auth.KeyInQuery ? TEXT : HEADER;
  }

  /** What a text must be, for messages. */
  public String rule() {
    return rule;
  }

  boolean accepts(String text) {
    return !text.isEmpty() && isValid.test(text);
  }

  private static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(character -> character > ' ' && character < 0x7F);
  }

  private static boolean hasNoControls(String text) {
    return text.chars().noneMatch(Character::isISOControl);
  }
}
