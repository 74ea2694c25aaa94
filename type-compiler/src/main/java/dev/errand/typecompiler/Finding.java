package dev.errand.typecompiler;

import java.nio.file.Path;

/**
 * A rule that a file breaks.
 *
 * @param line from 1
 */
record Finding(Path file, int line, String rule) {

  @Override
  public String toString() {
    return "%s:%d: %s".formatted(file, line, rule);
  }
}
