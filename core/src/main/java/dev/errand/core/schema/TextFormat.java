package dev.errand.core.schema;

import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** The formats of texts that a schema can ask for. */
enum TextFormat {
  DATE("date", "a date such as 2021-12-31"),
  DATE_TIME("date-time", "a time such as 2021-12-31T10:00:00Z"),
  REGEX("regex", "a regular expression"),
  URI("uri", "an absolute URI such as https://example.com/"),
  URI_REFERENCE("uri-reference", "a URI or a relative reference"),
  UUID("uuid", "a UUID such as 123e4567-e89b-12d3-a456-426614174000");

  private final String word;
  private final String example;

  TextFormat(String word, String example) {
    this.word = word;
    this.example = example;
  }

  /** Whether a text has this format. */
  boolean matches(String text) {
    return switch (this) {
      case DATE -> isDate(text);
      case DATE_TIME -> isTime(text);
      case REGEX -> isPattern(text);
      case URI -> isUri(text, true);
      case URI_REFERENCE -> isUri(text, false);
      case UUID -> text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    };
  }

  /** What it is, with an article and an example. */
  String example() {
    return example;
  }

  /**
   * The format of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static TextFormat ofWord(String word) {
    return Arrays.stream(values())
        .filter(format -> format.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no format %s, but %s."
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(format -> format.word)
                                .collect(Collectors.joining(", ")))));
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text).getYear() >= 0 && text.length() == 10;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isTime(String text) {
    try {
      return OffsetDateTime.parse(text).getYear() >= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static boolean isPattern(String text) {
    try {
      return EcmaPattern.of(text).pattern() != null;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }

  private static boolean isUri(String text, boolean absolute) {
    try {
      return new java.net.URI(text).isAbsolute() || !absolute;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
