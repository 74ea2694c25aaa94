package dev.errand.cli.terminal;

import java.io.PrintStream;
import java.util.Map;

/** The terminals of this process. */
public final class Terminals {

  private Terminals() {}

  /**
   * The terminal of an output stream, or a plain output.
   *
   * @param isTerminal whether the stream is connected to one
   * @param variables {@code NO_COLOR} and {@code TERM=dumb} switch colours off; {@code COLUMNS} is
   *     the width where the terminal does not report it
   */
  public static Terminal of(PrintStream out, boolean isTerminal, Map<String, String> variables) {
    boolean dumb = "dumb".equals(variables.get("TERM"));
    boolean coloured = isTerminal && !dumb && variables.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        out,
        isTerminal && !dumb,
        coloured ? Style.COLOURED : Style.PLAIN,
        new TerminalSize(variables));
  }
}
