package dev.errand.cli.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The size of the terminal; asked again after a second, since people change it. */
final class TerminalSize implements Supplier<Size> {

  private static final Size USUAL = new Size(24, 80);
  private static final int MIN_COLUMNS = 20;
  private static final int MIN_ROWS = 5;
  private static final long GOOD_FOR_NANOSECONDS = TimeUnit.SECONDS.toNanos(1);

  private final Size otherwise;
  private Size known;
  private long askedAt;

  TerminalSize(Map<String, String> variables) {
    this.otherwise =
        new Size(
            number(variables.getOrDefault("LINES", ""), USUAL.rows()),
            number(variables.getOrDefault("COLUMNS", ""), USUAL.columns()));
  }

  @Override
  public synchronized Size get() {
    if (known == null || System.nanoTime() - askedAt > GOOD_FOR_NANOSECONDS) {
      Size size = ask();
      known = new Size(Math.max(MIN_ROWS, size.rows()), Math.max(MIN_COLUMNS, size.columns()));
      askedAt = System.nanoTime();
    }
    return known;
  }

  /** {@code stty} prints rows and columns. */
  private Size ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      String[] parts = answer.strip().split(" ", 2);
      return parts.length == 2
          ? new Size(number(parts[0], otherwise.rows()), number(parts[1], otherwise.columns()))
          : otherwise;
    } catch (IOException noTerminal) {
      return otherwise;
    }
  }

  private static int number(String text, int otherwise) {
    try {
      int number = Integer.parseInt(text);
      return number > 0 ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
