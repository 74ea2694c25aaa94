package dev.errand.core;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The id of a report, as in {@code /v1/reports/{id}}.
 *
 * <p>A report that was asked for over HTTP has a ULID: 26 characters, no dash, sorted by time. A
 * report whose execution was started by hand has the name of that execution.
 *
 * @param value 1 to 80 characters that Step Functions allows in an execution name
 */
public record ReportId(String value) {

  /**
   * What Step Functions allows in a name: no white space, no {@code <>{}[]?*"#%\^|~`$&,;:/}, no
   * control character. Source: API reference of {@code StartExecution}, parameter {@code name}.
   */
  private static final Pattern EXECUTION_NAME =
      Pattern.compile("[^\\s\\p{Cc}\\p{Cs}<>{}\\[\\]?*\"#%\\\\^|~`$&,;:/\\uFFFE\\uFFFF]{1,80}");

  /** Crockford's base 32. */
  private static final String ULID_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  private static final int ULID_TIME_LENGTH = 10;

  /** What is safe in a key of Amazon S3 and as the name of a folder, and is no dot file. */
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,78}[A-Za-z0-9_-])?");

  private static final Pattern ULID = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");

  /**
   * @throws IllegalArgumentException if no execution can have this name
   */
  public ReportId {
    if (!isValid(value)) {
      throw new IllegalArgumentException("not a report id: it must be 1 to 80 characters");
    }
  }

  /** Whether a text can be the id of a report. */
  public static boolean isValid(String text) {
    return EXECUTION_NAME.matcher(text).matches();
  }

  /**
   * When the report was asked for: a ULID begins with that time.
   *
   * @return empty for the name of an execution that was started by hand
   */
  public Optional<Instant> requestedAt() {
    if (isStartedByHand()) {
      return Optional.empty();
    }
    long milliseconds = 0;
    for (char digit : value.substring(0, ULID_TIME_LENGTH).toCharArray()) {
      milliseconds = milliseconds << 5 | ULID_DIGITS.indexOf(digit);
    }
    return Optional.of(Instant.ofEpochMilli(milliseconds));
  }

  /** Whether this is the name of an execution that was started by hand, not a ULID. */
  public boolean isStartedByHand() {
    return !isUlid(value);
  }

  /**
   * The folder for the objects of all its executions in a bucket: the id itself if its characters
   * are safe in a key, or else {@code _} and the SHA-256 of its UTF-8 bytes. Step Functions allows
   * {@code ..} and 80 characters of any script in a name, Amazon S3 and file systems do not.
   */
  public String folder() {
    return SAFE.matcher(value).matches() ? value : "_" + sha256(value);
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static boolean isUlid(String text) {
    return ULID.matcher(text).matches();
  }

  @Override
  public String toString() {
    return value;
  }
}
