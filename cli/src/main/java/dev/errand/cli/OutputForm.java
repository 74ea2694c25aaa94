package dev.errand.cli;

import java.util.Locale;

/** The forms of what a command prints. */
enum OutputForm {
  TABLE,
  JSON,
  CSV;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
