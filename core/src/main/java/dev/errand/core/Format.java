package dev.errand.core;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A form in which a client can have its report. */
public enum Format {
  CSV,
  XLSX,
  HTML;

  /** The word for this format in a report request: {@code csv}, {@code xlsx}, {@code html}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Format> fromWord(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }
}
