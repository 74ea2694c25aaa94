package dev.errand.worker.page;

import dev.errand.worker.type.Column;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the texts of a column must be. It remembers accepted texts and belongs to one thread. */
final class TextCheck {

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final int REMEMBERED = 64;

  private final Optional<byte[]> expected;
  private final boolean isUuid;
  private final Optional<Pattern> pattern;
  private final byte[][] accepted = new byte[REMEMBERED][0];
  private final long[] acceptedWords = new long[REMEMBERED];

  /**
   * Creates a check.
   *
   * @param expected the text of every record; a UUID in any case
   */
  TextCheck(Optional<String> expected, Optional<Pattern> pattern) {
    this.isUuid = expected.map(text -> UUID_FORM.matcher(text).matches()).orElse(false);
    this.expected =
        expected
            .map(text -> isUuid ? text.toLowerCase(Locale.ROOT) : text)
            .map(text -> text.getBytes(StandardCharsets.UTF_8));
    this.pattern = pattern;
  }

  /**
   * Creates the checks of columns; null for a column of any text.
   *
   * @param expected the text of every record, by column
   */
  static TextCheck[] ofColumns(List<Column> columns, List<Optional<String>> expected) {
    TextCheck[] checks = new TextCheck[columns.size()];
    for (int column = 0; column < checks.length; column++) {
      Optional<Pattern> pattern = columns.get(column).pattern();
      if (expected.get(column).isPresent() || pattern.isPresent()) {
        checks[column] = new TextCheck(expected.get(column), pattern);
      }
    }
    return checks;
  }

  /** The text that the report has for every record. */
  Optional<byte[]> expected() {
    return expected;
  }

  boolean hasPattern() {
    return pattern.isPresent();
  }

  /** Whether a text in UTF-8 is the expected one. */
  boolean isExpected(byte[] text, int from, int to) {
    if (expected.isEmpty()) {
      return true;
    }
    byte[] wanted = expected.get();
    return Arrays.equals(text, from, to, wanted, 0, wanted.length)
        || (isUuid
            && new String(text, from, to - from, StandardCharsets.UTF_8)
                .equalsIgnoreCase(new String(wanted, StandardCharsets.UTF_8)));
  }

  /**
   * Whether a text of one to eight bytes matches the pattern.
   *
   * @param word its bytes, and zeros
   */
  boolean matches(long word, byte[] text, int from, int to) {
    int place = (int) ((word * 0x9E3779B97F4A7C15L) >>> 58);
    boolean isKnown = acceptedWords[place] == word;
    if (!isKnown && !matches(text, from, to)) {
      return false;
    }
    acceptedWords[place] = word;
    return true;
  }

  /** Whether a text in UTF-8 matches the pattern. */
  boolean matches(byte[] text, int from, int to) {
    if (pattern.isEmpty()) {
      return true;
    }
    int place = from == to ? 0 : (7 * text[from] + 3 * text[to - 1] + to - from) & 63;
    byte[] known = accepted[place];
    if (from < to && Arrays.equals(text, from, to, known, 0, known.length)) {
      return true;
    }
    String decoded = new String(text, from, to - from, StandardCharsets.UTF_8);
    if (!pattern.get().matcher(decoded).matches()) {
      return false;
    }
    accepted[place] = Arrays.copyOfRange(text, from, to);
    return true;
  }
}
